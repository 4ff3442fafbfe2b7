package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a README that the bench writes: one about Docker, one about Podman. A part of which
 * nothing was measured stays as it is.
 */
final class ReadmeFigures {
  private static final String TITLE =
      "# All figures\n\nWritten by `bin/bench --readme`; what they mean says [the README](../README.md).\n\n";
  private static final String MORE =
      "\n[All figures](bench/figures.md) in tables, [all samples](bench/results.json) for machines.\n\n";
  private static final String MORE_ON_PODMAN =
      "\n[All samples](bench/podman.json) for machines.\n\n";

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
    Results docker = results.on(Measure.Engine.DOCKER);
    Results podman = results.on(Measure.Engine.PODMAN);
    if (!docker.figures().isEmpty()) {
      writeDocker(docker);
    }
    if (!podman.figures().isEmpty()) {
      writePodman(podman);
    }
  }

  private void writeDocker(Results results) throws IOException {
    ReadmeBlock.FIGURES.require(readme);
    Files.createDirectories(directory);
    String figures = "\n" + Report.brief(results) + MORE + pictures(results.figures());
    ReadmeBlock.FIGURES.write(readme, figures);
    Files.writeString(directory.resolve("figures.md"), TITLE + Report.of(results));
    Files.writeString(directory.resolve("results.json"), ResultsJson.write(results));
  }

  private void writePodman(Results results) throws IOException {
    ReadmeBlock.PODMAN.require(readme);
    Files.createDirectories(directory);
    ReadmeBlock.PODMAN.write(readme, "\n" + Report.of(results) + MORE_ON_PODMAN);
    Files.writeString(directory.resolve("podman.json"), ResultsJson.write(results));
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
