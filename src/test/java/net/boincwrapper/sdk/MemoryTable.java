package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What runs of a template took beside what its job.toml states: {@code memory_base + state_copies x
 * state}. Printed, and written into {@code target/sdk}, in the form that the template's README has.
 */
final class MemoryTable {
  private static final double MEBI = 1024 * 1024;

  private final String name;
  private final long base;
  private final double copies;
  private final List<Row> rows = new ArrayList<>();

  /**
   * Begins a table.
   *
   * @param name of the table's file, such as the template's
   * @param base {@code memory_base} in bytes
   * @param copies {@code state_copies}
   */
  MemoryTable(String name, long base, double copies) {
    this.name = name;
    this.base = base;
    this.copies = copies;
  }

  private record Row(String parameter, long state, long peak) {}

  /**
   * Adds a run.
   *
   * @param parameter what was varied, such as {@code 20}
   * @param state bytes of one state
   * @param peak bytes, as {@link PeakMemory} has them
   */
  MemoryTable row(String parameter, long state, long peak) {
    rows.add(new Row(parameter, state, peak));
    return this;
  }

  /** Prints and writes it. */
  MemoryTable print(String parameterName) throws IOException {
    Path file = Files.createDirectories(Path.of("target/sdk")).resolve(name + "-memory.md");
    Files.writeString(file, text(parameterName));
    System.out.println(file + "\n" + text(parameterName));
    return this;
  }

  /** Fails if a run took more or less than stated by more than a share, such as 0.15. */
  void isWithin(double share) {
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            row -> assertThat(Math.abs(excess(row))).as(text("parameter")).isLessThan(share));
  }

  String text(String parameterName) {
    StringBuilder text = new StringBuilder();
    text.append("| " + parameterName + " | a state | stated | measured | measured/stated |\n");
    text.append("|---|---|---|---|---|\n");
    for (Row row : rows) {
      text.append("| " + row.parameter() + " | " + mebi(row.state()) + " | " + mebi(stated(row)));
      text.append(" | " + mebi(row.peak()));
      text.append(String.format(Locale.ROOT, " | %.2f |%n", 1 + excess(row)));
    }
    return text.toString();
  }

  private double stated(Row row) {
    return base + copies * row.state();
  }

  private double excess(Row row) {
    return row.peak() / stated(row) - 1;
  }

  private static String mebi(double bytes) {
    return String.format(Locale.ROOT, bytes < 10 * MEBI ? "%.1f MiB" : "%.0f MiB", bytes / MEBI);
  }
}
