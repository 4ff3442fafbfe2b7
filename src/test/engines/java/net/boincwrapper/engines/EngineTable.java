package net.boincwrapper.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of engines in a README, between two comments: a row for each set-up of each suite. A
 * run writes the rows of what it has tested, and leaves the others as they are.
 */
final class EngineTable {
  static final String BEGIN = "<!-- table of bin/test --engines -->\n";
  static final String END = "<!-- end of the table -->\n";

  private final Path readme;

  EngineTable(Path readme) {
    this.readme = readme;
  }

  /**
   * Writes one row.
   *
   * @throws IOException if the README has no place for it, or cannot be written
   */
  void write(Suite suite, SetUp setUp, Outcome outcome, LocalDate date) throws IOException {
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(readme + " lacks the lines " + BEGIN.strip() + " and " + END.strip());
    }
    String before = text.substring(0, begin + BEGIN.length());
    List<String> rows = new ArrayList<>(rows(text.substring(before.length(), end)));
    rows.removeIf(row -> place(row).equals(place(suite, setUp)));
    rows.add(row(suite, setUp, outcome, date));
    rows.sort(Comparator.comparing(EngineTable::place));
    String table = "\n" + head() + String.join("", rows) + "\n";
    Files.writeString(readme, before + table + text.substring(end));
  }

  private static List<String> rows(String table) {
    return table.lines().filter(line -> line.startsWith("| ")).skip(1).map(l -> l + "\n").toList();
  }

  private static String head() {
    String checks = Check.OF_A_TASK.stream().map(Check::title).collect(Collectors.joining(" | "));
    return "| suite | set-up | engine | %s | date |\n%s|\n"
        .formatted(checks, "|---".repeat(4 + Check.OF_A_TASK.size()));
  }

  private static String row(Suite suite, SetUp setUp, Outcome outcome, LocalDate date) {
    Stream<String> cells = Check.OF_A_TASK.stream().map(column -> cell(setUp, column, outcome));
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            suite.title(),
            setUp.title(),
            outcome.engine(),
            cells.collect(Collectors.joining(" | ")),
            date);
  }

  /** A set-up that is asked another thing tells it in place of all; a client's job is one life. */
  private static String cell(SetUp setUp, Check column, Outcome outcome) {
    if (setUp.checks().contains(column)) {
      return outcome.of(column);
    }
    Check other = setUp.checks().get(0);
    return other == Check.CLIENT && column != Check.LIFECYCLE ? "–" : outcome.of(other);
  }

  /** Where a row stands, as text that sorts so. */
  private static String place(String row) {
    String[] cells = row.split(" *\\| *");
    return place(Suite.of(cells[1]), SetUp.of(cells[2]));
  }

  private static String place(Suite suite, SetUp setUp) {
    return String.format(Locale.ROOT, "%02d %02d", suite.ordinal(), setUp.ordinal());
  }
}
