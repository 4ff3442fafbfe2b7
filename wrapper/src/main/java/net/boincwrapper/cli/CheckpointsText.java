package net.boincwrapper.cli;

import com.google.errorprone.annotations.FormatMethod;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.slot.CheckpointArchive.Found;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.Manifest.Entry;
import net.boincwrapper.slot.Manifest.Kind;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.OneLine;

/** Sealed checkpoints as a table, for people. */
final class CheckpointsText {
  /** So many files of a checkpoint are named; JSON names all of them. */
  private static final int MOST_FILES = 20;

  private static final int HASH_SHOWN = 16;
  private static final String ROW = "%4s  %-20s  %10s  %10s  %7s  %10s  %s";

  private final StringBuilder text = new StringBuilder();

  private CheckpointsText() {}

  static String of(SlotLayout slot, List<Found> all) {
    CheckpointsText table = new CheckpointsText();
    table.line("Checkpoints in " + OneLine.of(slot.directory().toString(), 500));
    if (all.isEmpty()) {
      table.line("  none is sealed yet");
    } else {
      table.line(ROW, "N", "sealed", "CPU s", "running s", "done", "size", "file, SHA-256");
      all.forEach(table::row);
    }
    return table.text.toString();
  }

  static String restored(int generation, Path target, List<String> files) {
    CheckpointsText lines = new CheckpointsText();
    String count = files.size() == 1 ? "1 file" : files.size() + " files";
    lines.line("Checkpoint " + generation + ": " + count + " in " + target);
    files.forEach(it -> lines.line("  " + OneLine.of(it, 500)));
    return lines.text.toString();
  }

  private void row(Found found) {
    if (found.manifest().isEmpty()) {
      line(ROW, found.generation(), "", "", "", "", "", "DAMAGED: it " + found.damage().orElse(""));
      return;
    }
    Manifest manifest = found.manifest().get();
    line(
        ROW,
        found.generation(),
        manifest.sealedAt().truncatedTo(ChronoUnit.SECONDS),
        number(manifest.cpuSeconds()),
        number(manifest.wallSeconds()),
        percent(manifest.fractionDone()),
        Quantities.bytes(manifest.bytes()),
        found.damage().map(it -> "DAMAGED: it " + it).orElse(note(found.generation(), manifest)));
    List<Entry> entries = manifest.entries();
    entries.stream().limit(MOST_FILES).forEach(this::file);
    if (entries.size() > MOST_FILES) {
      int more = entries.size() - MOST_FILES;
      line(ROW, "", "", "", "", "", "", "and " + more + " more; --json names all");
    }
  }

  private static String note(int generation, Manifest manifest) {
    String of = "of " + OneLine.of(manifest.resultName(), 200);
    return generation == 0 ? of + ", before the first start" : of;
  }

  private void file(Entry entry) {
    String name = "  " + OneLine.of(entry.name(), 200);
    boolean link = entry.kind() == Kind.LINK;
    line(
        ROW,
        "",
        "",
        "",
        "",
        "",
        link ? "link" : Quantities.bytes(entry.bytes()),
        link
            ? name + " to " + OneLine.of(entry.target(), 200)
            : name + "  " + entry.sha256().substring(0, HASH_SHOWN) + "…");
  }

  private static String percent(OptionalDouble fraction) {
    return fraction.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", fraction.getAsDouble() * 100)
        : "";
  }

  private static String number(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  @FormatMethod
  private void line(String format, Object... values) {
    line(String.format(Locale.ROOT, format, values));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
