package net.boincwrapper.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.task.watch.CheckpointWatch;
import net.boincwrapper.task.watch.QuotedText;
import org.jspecify.annotations.Nullable;

/**
 * Says once which declared files have not been at rest for a long time, and why: until they are,
 * nothing is sealed, and an interruption costs the app all its work. Looks at nothing itself, and
 * compares looks only when it is about to speak.
 */
final class NeverAtRest {
  /** Of running. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** How many changes are looked at. */
  private static final int ENOUGH = 20;

  private static final int MOST_SHOWN = 5;

  private final TaskContext task;
  private Optional<Duration> restlessSince = Optional.empty();
  private Optional<SortedMap<String, FileStat>> before = Optional.empty();
  private final TreeSet<String> changed = new TreeSet<>();
  private int inPlace;
  private int replaced;
  private boolean told;

  NeverAtRest(TaskContext task) {
    this.task = task;
  }

  /** Call it after each turn of the watch, while the app runs. */
  void tick(CheckpointWatch watch) {
    if (told) {
      return;
    }
    if (!watch.restless()) {
      restlessSince = Optional.empty();
      before = Optional.empty();
      return;
    }
    Duration now = task.time().now();
    if (restlessSince.isEmpty()) {
      restlessSince = Optional.of(now);
    }
    if (now.minus(restlessSince.get()).compareTo(PATIENCE) >= 0) {
      compare(watch.seen());
    }
  }

  private void compare(Optional<SortedMap<String, FileStat>> seen) {
    if (before.isPresent() && seen.isPresent()) {
      seen.get().forEach((name, file) -> compare(name, before.get().get(name), file));
    }
    before = seen;
    if (inPlace + replaced >= ENOUGH) {
      told = true;
      task.log().line(message());
    }
  }

  private void compare(String name, @Nullable FileStat was, FileStat is) {
    if (was == null || was.equals(is)) {
      return;
    }
    changed.add(name);
    if (was.identity().equals(is.identity())) {
      inPlace++;
    } else {
      replaced++;
    }
  }

  private String message() {
    String names = names();
    return inPlace <= 2 * replaced
        ? "[checkpoint] files: "
            + names
            + (changed.size() == 1 ? " is" : " are")
            + " replaced so often that for "
            + PATIENCE.toSeconds()
            + " s there was no moment at which all files were at rest: no checkpoint of them can"
            + " be sealed; the app should write its state into one file, or pause in between"
        : "[checkpoint] files: "
            + names
            + (changed.size() == 1 ? " is" : " are")
            + " being rewritten in place, and for "
            + PATIENCE.toSeconds()
            + " s there was no moment of rest: no checkpoint can be sealed; the app should write"
            + " the new state to another name and rename it over the old one";
  }

  private String names() {
    List<String> all = new ArrayList<>(changed);
    return all.stream().limit(MOST_SHOWN).map(QuotedText::quoted).collect(Collectors.joining(", "))
        + (all.size() > MOST_SHOWN ? ", …" : "");
  }
}
