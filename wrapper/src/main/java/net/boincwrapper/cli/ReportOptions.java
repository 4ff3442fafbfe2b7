package net.boincwrapper.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.rehearse.ReportOrder;
import net.boincwrapper.cli.report.ReportFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option for a report of a run or a rehearsal. */
final class ReportOptions {
  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "With --run or --rehearse: also write a page with everything to show to others. It loads"
              + " nothing from elsewhere.")
  private @Nullable Path file;

  /**
   * Refuses what could only fail after the run.
   *
   * @param runs whether there is anything to report
   * @param job the author's directory
   * @throws ParameterException if something is wrong
   */
  void check(CommandSpec spec, boolean runs, Path job) {
    if (file == null) {
      return;
    }
    if (!runs) {
      throw new ParameterException(
          spec.commandLine(), "--report goes with --run or --rehearse; add one of them");
    }
    ReportFile wanted = new ReportFile(file);
    Optional<String> problem = wanted.problem(job);
    if (problem.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--report: " + wanted.path() + " " + problem.get());
    }
  }

  /** What is wanted; empty: no report. */
  Optional<ReportOrder> order(CommandSpec spec) {
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    String program = "docker-wrapper " + VersionText.ofThisBuild();
    return Optional.ofNullable(file).map(it -> new ReportOrder(new ReportFile(it), program, words));
  }
}
