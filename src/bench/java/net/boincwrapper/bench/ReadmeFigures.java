package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The part of a README that the bench writes, between two comments, and the graphs beside it. */
final class ReadmeFigures {
  static final String BEGIN = "<!-- figures of bin/bench -->\n";
  static final String END = "<!-- end of the figures -->\n";

  private static final String TITLE =
      "# All figures\n\nWritten by `bin/bench --readme`; what they mean says [the README](../README.md).\n\n";
  private static final String MORE =
      "\n[All figures](bench/figures.md) in tables, [all samples](bench/results.json) for machines.\n\n";

  private final Path readme;
  private final Path directory;

  /**
   * @param home of README.md; the graphs and all tables go to {@code bench} in it
   */
  ReadmeFigures(Path home) {
    this.readme = home.resolve("README.md");
    this.directory = home.resolve("bench");
  }

  /**
   * Writes tables and graphs anew.
   *
   * @throws BenchException if the README has no place for them
   */
  void write(Results results) throws IOException {
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new BenchException(
          readme + " lacks the lines " + BEGIN.strip() + " and " + END.strip());
    }
    Files.createDirectories(directory);
    String figures = "\n" + Report.brief(results) + MORE + pictures(results.figures());
    String before = text.substring(0, begin + BEGIN.length());
    Files.writeString(readme, before + figures + text.substring(end));
    Files.writeString(directory.resolve("figures.md"), TITLE + Report.of(results));
    Files.writeString(directory.resolve("results.json"), ResultsJson.write(results));
  }

  private String pictures(Figures figures) throws IOException {
    StringBuilder links = new StringBuilder();
    for (Measure.Size size : Measure.Size.values()) {
      String name = "by-" + size.name().toLowerCase(Locale.ROOT) + ".svg";
      Optional<String> picture = Graphs.of(size, figures);
      if (picture.isPresent()) {
        Files.writeString(directory.resolve(name), picture.get());
        links
            .append("![Costs by ")
            .append(size.title())
            .append("](bench/")
            .append(name)
            .append(")\n\n");
      }
    }
    return links.toString();
  }
}
