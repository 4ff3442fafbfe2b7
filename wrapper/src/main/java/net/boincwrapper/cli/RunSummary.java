package net.boincwrapper.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What came of a run under the simulated client.
 *
 * @param ending how it ended
 * @param exitCode what the client would report; meaningful for an end that is final
 * @param reason one line for people; may be empty
 * @param wallTime from the first launch to the end
 * @param cpuSeconds as reported last
 * @param peakBytes most memory in a report; 0 where none came
 * @param checkpoints as the client counts them
 * @param launches of the wrapper
 * @param cpus CPUs that the task might use
 * @param outputs copies of the outputs
 */
record RunSummary(
    Ending ending,
    int exitCode,
    String reason,
    Duration wallTime,
    double cpuSeconds,
    long peakBytes,
    int checkpoints,
    int launches,
    double cpus,
    List<Path> outputs) {

  RunSummary {
    outputs = List.copyOf(outputs);
  }

  /** How a run ends. */
  enum Ending {
    SUCCESS("success", ExitCode.GOOD),
    FAILED("failed", ExitCode.RUN_FAILED),
    /** Postponed again and again. */
    POSTPONED("postponed", ExitCode.RUN_FAILED),
    STOPPED("stopped by you", ExitCode.INTERRUPTED);

    private final String word;
    private final int exitCode;

    Ending(String word, int exitCode) {
      this.word = word;
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  RunSummary withOutputs(List<Path> collected) {
    return new RunSummary(
        ending,
        exitCode,
        reason,
        wallTime,
        cpuSeconds,
        peakBytes,
        checkpoints,
        launches,
        cpus,
        collected);
  }

  /** The same run, found to have failed after all. */
  RunSummary failed(String why) {
    return new RunSummary(
        Ending.FAILED,
        exitCode,
        why,
        wallTime,
        cpuSeconds,
        peakBytes,
        checkpoints,
        launches,
        cpus,
        outputs);
  }

  /** CPU time over (wall time × CPUs), from 0; about 1 for an app that uses all it has. */
  double utilisation() {
    double available = wallTime.toMillis() / 1000.0 * cpus;
    return available > 0 ? cpuSeconds / available : 0;
  }

  String toText() {
    StringBuilder text = new StringBuilder();
    line(text, "result", ending.word + resultDetail());
    line(text, "wall time", Quantities.duration(wallTime));
    line(
        text,
        "CPU time",
        String.format(
            Locale.ROOT,
            "%.1f s (utilisation %.0f %% of %s)",
            cpuSeconds,
            utilisation() * 100,
            Quantities.cpus(cpus)));
    line(text, "peak memory", peakBytes > 0 ? Quantities.bytes(peakBytes) : "not reported");
    line(text, "checkpoints", Integer.toString(checkpoints));
    line(text, "launches", Integer.toString(launches));
    String label = "outputs";
    for (Path output : outputs) {
      line(text, label, output.toString());
      label = "";
    }
    if (outputs.isEmpty()) {
      line(text, label, "none");
    }
    return text.toString();
  }

  private String resultDetail() {
    String code =
        ending == Ending.STOPPED || ending == Ending.POSTPONED ? "" : ", exit code " + exitCode;
    return code + (reason.isEmpty() ? "" : ": " + reason);
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format(Locale.ROOT, "  %-12s %s%n", label, value));
  }
}
