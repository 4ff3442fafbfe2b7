package net.boincwrapper.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of engines in a README, between two comments: a row for each set-up of each suite. A
 * run writes the rows of what it has tested, and leaves the others as they are.
 */
final class EngineTable {
  static final String BEGIN = "<!-- table of bin/test --engines -->\n";
  static final String END = "<!-- end of the table -->\n";

  private static final String SUITE = "suite";
  private static final String SET_UP = "set-up";
  private static final String ENGINE = "engine";
  private static final String DATE = "date";

  private final Path readme;

  EngineTable(Path readme) {
    this.readme = readme;
  }

  /**
   * Writes one row. Of other checks than those that were run, it keeps the cells of its old row, if
   * that is of the same engine.
   *
   * @throws IOException if the README has no place for it, or cannot be written
   */
  void write(Suite suite, SetUp setUp, Collection<Check> run, Outcome outcome, LocalDate date)
      throws IOException {
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(readme + " lacks the lines " + BEGIN.strip() + " and " + END.strip());
    }
    String before = text.substring(0, begin + BEGIN.length());
    List<Map<String, String>> rows = new ArrayList<>(rows(text.substring(before.length(), end)));
    replace(rows, cells(suite, setUp, run, outcome, date));
    String all = rows.stream().map(EngineTable::line).collect(Collectors.joining());
    Files.writeString(readme, before + "\n" + head() + all + "\n" + text.substring(end));
  }

  private static void replace(List<Map<String, String>> rows, Map<String, String> cells) {
    Map<String, String> row = new HashMap<>();
    for (Map<String, String> old : rows) {
      if (place(old).equals(place(cells)) && cells.get(ENGINE).equals(old.get(ENGINE))) {
        row.putAll(old);
      }
    }
    row.putAll(cells);
    rows.removeIf(old -> place(old).equals(place(cells)));
    rows.add(row);
    rows.sort(Comparator.comparing(EngineTable::place));
  }

  /** By the heads of their columns. */
  private static List<Map<String, String>> rows(String table) {
    List<List<String>> lines =
        table.lines().filter(line -> line.startsWith("| ")).map(EngineTable::split).toList();
    return lines.stream().skip(1).map(cells -> row(lines.get(0), cells)).toList();
  }

  private static List<String> split(String line) {
    return List.of(line.substring(2).split(" *\\| *"));
  }

  private static Map<String, String> row(List<String> heads, List<String> cells) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(heads.get(i), cells.get(i));
    }
    return row;
  }

  private static Map<String, String> cells(
      Suite suite, SetUp setUp, Collection<Check> run, Outcome outcome, LocalDate date) {
    Map<String, String> cells = new HashMap<>();
    cells.put(SUITE, suite.title());
    cells.put(SET_UP, setUp.title());
    cells.put(ENGINE, outcome.engine());
    cells.put(DATE, date.toString());
    Check.OF_A_TASK.stream()
        .filter(column -> !setUp.checks().contains(column) || run.contains(column))
        .forEach(column -> cells.put(column.title(), cell(setUp, column, outcome)));
    return cells;
  }

  private static List<String> heads() {
    List<String> heads = new ArrayList<>(List.of(SUITE, SET_UP, ENGINE));
    Check.OF_A_TASK.forEach(check -> heads.add(check.title()));
    heads.add(DATE);
    return heads;
  }

  private static String head() {
    return "| %s |\n%s|\n".formatted(String.join(" | ", heads()), "|---".repeat(heads().size()));
  }

  private static String line(Map<String, String> row) {
    Stream<String> cells = heads().stream().map(head -> row.getOrDefault(head, "**not run**"));
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
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
  private static String place(Map<String, String> row) {
    Suite suite = Suite.of(row.getOrDefault(SUITE, ""));
    SetUp setUp = SetUp.of(row.getOrDefault(SET_UP, ""));
    return String.format(Locale.ROOT, "%02d %02d", suite.ordinal(), setUp.ordinal());
  }
}
