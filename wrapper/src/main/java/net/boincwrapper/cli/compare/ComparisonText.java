package net.boincwrapper.cli.compare;

import java.util.List;
import net.boincwrapper.cli.compare.Differences.Difference;
import net.boincwrapper.cli.compare.ResultComparison.ComparedFile;

/** What a comparison says to people. */
public final class ComparisonText {
  private ComparisonText() {}

  /** Lines with their ends; the last one is the verdict. */
  public static String of(ResultComparison comparison) {
    StringBuilder text = new StringBuilder();
    comparison.files().forEach(file -> add(text, file));
    return text.append(verdict(comparison.files())).append('\n').toString();
  }

  private static void add(StringBuilder text, ComparedFile file) {
    Differences found = file.found();
    text.append(file.name()).append(": ").append(summary(found)).append('\n');
    found.notes().forEach(note -> line(text, note));
    found.first().forEach(difference -> line(text, difference.toString()));
    long more = found.count() - found.first().size();
    if (more > 0) {
      line(text, "and " + more + " more");
    }
    found.largest().filter(largest -> more > 0).ifPresent(it -> line(text, largest(it)));
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(line).append('\n');
  }

  private static String largest(Difference it) {
    return "the largest: " + it;
  }

  private static String summary(Differences found) {
    String numbers =
        found.numbers() == 0 ? "" : ", " + count(found.numbers(), "number") + " compared";
    return found.isEmpty() ? "the same" + numbers : count(found.count(), "difference") + numbers;
  }

  private static String verdict(List<ComparedFile> files) {
    if (files.isEmpty()) {
      return "Different: there is no file to compare.";
    }
    long different = files.stream().filter(file -> !file.found().isEmpty()).count();
    return different == 0
        ? "The same: " + count(files.size(), "file") + "."
        : "Different: " + different + " of " + count(files.size(), "file") + ".";
  }

  private static String count(long many, String of) {
    return many + " " + of + (many == 1 ? "" : "s");
  }
}
