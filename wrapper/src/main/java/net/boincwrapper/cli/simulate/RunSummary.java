package net.boincwrapper.cli.simulate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.findings.RunFindings;
import net.boincwrapper.cli.measure.UsageLines;
import net.boincwrapper.cli.volunteer.RunUser;

/**
 * The result of a run under the simulated client.
 *
 * @param ending how it ended
 * @param exitCode what the client would report; meaningful only for a final end
 * @param reason one line for people; may be empty
 * @param user whom the app ran as
 * @param appLines the last lines of the app's output
 * @param outputs copies of the outputs
 * @param log copy of {@code stderr.txt}
 * @param findings what the run tells of the app besides
 */
public record RunSummary(
    Ending ending,
    int exitCode,
    String reason,
    RunUser user,
    RunUsage usage,
    List<String> appLines,
    List<Path> outputs,
    Path log,
    RunFindings findings) {

  /** For an app that did not end by itself. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  /** {@code lib/error_numbers.h:EXIT_MEM_LIMIT_EXCEEDED}. */
  private static final int OUT_OF_MEMORY = 198;

  public RunSummary {
    appLines = List.copyOf(appLines);
    outputs = List.copyOf(outputs);
  }

  /** A run of which nothing else is known. */
  public RunSummary(
      Ending ending,
      int exitCode,
      String reason,
      RunUser user,
      RunUsage usage,
      List<String> appLines,
      List<Path> outputs,
      Path log) {
    this(ending, exitCode, reason, user, usage, appLines, outputs, log, RunFindings.NOTHING);
  }

  /** How a run ends. */
  public enum Ending {
    SUCCESS("success", ExitCode.GOOD),
    FAILED("failed", ExitCode.RUN_FAILED),
    /** Postponed again and again. */
    POSTPONED("postponed", ExitCode.RUN_FAILED),
    /** For long it showed no sign of life, or ran much longer than undisturbed. */
    HUNG("stopped because it hung", ExitCode.RUN_FAILED),
    STOPPED("stopped by you", ExitCode.INTERRUPTED);

    private final String words;
    private final int exitCode;

    Ending(String words, int exitCode) {
      this.words = words;
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }

    /** As people call it. */
    public String words() {
      return words;
    }

    private boolean hasExitCode() {
      return this == SUCCESS || this == FAILED;
    }
  }

  /**
   * Whether it is worth telling why there was no checkpoint. An app that fails soon, or for its
   * memory, has other troubles; and where no memory was ever reported, no container ran.
   */
  boolean isWorthADiagnosis() {
    return ending == Ending.SUCCESS
        || (exitCode != OUT_OF_MEMORY
            && usage.peakBytes() > 0
            && usage.wallTime().compareTo(LONG_ENOUGH) >= 0);
  }

  public RunSummary withOutputs(List<Path> collected) {
    return new RunSummary(
        ending, exitCode, reason, user, usage, appLines, collected, log, findings);
  }

  /** The same run, and what it tells besides. */
  public RunSummary withFindings(RunFindings found) {
    return new RunSummary(ending, exitCode, reason, user, usage, appLines, outputs, log, found);
  }

  RunSummary withUsage(RunUsage used) {
    return new RunSummary(ending, exitCode, reason, user, used, appLines, outputs, log, findings);
  }

  /** The same run, but failed after all. */
  public RunSummary failed(String why) {
    return failed(exitCode, why);
  }

  RunSummary failed(int code, String why) {
    return new RunSummary(Ending.FAILED, code, why, user, usage, appLines, outputs, log, findings);
  }

  /** The same run, but it was not the author who stopped it. */
  public RunSummary hung(String why) {
    return new RunSummary(Ending.HUNG, 0, why, user, usage, appLines, outputs, log);
  }

  /** The result alone, and where to look if it is not good. */
  public String toBriefText(Colours colours) {
    String more = ending == Ending.SUCCESS ? "" : "; see " + log;
    return colouredResult(colours) + more + "\n";
  }

  public String toText() {
    return toText(Colours.NONE);
  }

  public String toText(Colours colours) {
    StringBuilder text = new StringBuilder();
    if (!appLines.isEmpty()) {
      text.append("The app's last lines\n");
      appLines.forEach(line -> text.append(("  " + line).stripTrailing()).append('\n'));
      text.append('\n');
    }
    text.append("The run\n");
    line(text, "result", colouredResult(colours));
    line(text, "ran as", user.text());
    line(text, "wall time", wallTime());
    line(text, "CPU time", cpuTime());
    UsageLines.of(usage.measured(), usage.peakBytes())
        .forEach((label, value) -> line(text, label, value));
    line(text, "checkpoints", checkpoints());
    line(text, "launches", Integer.toString(usage.launches()));
    line(text, "log", log.toString());
    String label = "outputs";
    for (Path output : outputs) {
      line(text, label, output + length(output));
      label = "";
    }
    if (outputs.isEmpty()) {
      line(text, label, "none");
    }
    usage.diskHints().forEach(hint -> line(text, "hint", hint));
    if (!findings.isEmpty()) {
      text.append("\nWorth knowing\n");
      findings.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  private String length(Path output) {
    return usage.measured().outputs().stream()
        .filter(size -> output.endsWith(size.name()))
        .findFirst()
        .map(UsageLines::of)
        .orElse("");
  }

  private String colouredResult(Colours colours) {
    String code = ending.hasExitCode() ? ", exit code " + exitCode : "";
    String result = ending.words + code;
    String shown =
        ending == Ending.STOPPED
            ? colours.unclear(result)
            : colours.verdict(ending == Ending.SUCCESS, result);
    return shown + (reason.isEmpty() ? "" : ": " + reason);
  }

  private String checkpoints() {
    int sealed = usage.checkpoints();
    return usage.checkpointsSeen() > sealed
        ? String.format(
            Locale.ROOT,
            "%d seen, %d sealed (at most one per %.0f s)",
            usage.checkpointsSeen(),
            sealed,
            SimulatedHost.CHECKPOINT_PERIOD_SECONDS)
        : Integer.toString(sealed) + (sealed > 0 ? ", all sealed" : "");
  }

  private String wallTime() {
    String after =
        usage.preparation().toSeconds() > 0
            ? ", after " + Quantities.duration(usage.preparation()) + " of preparation"
            : "";
    return Quantities.duration(usage.wallTime()) + after;
  }

  private String cpuTime() {
    String before =
        usage.cpuSecondsBefore() > 0
            ? String.format(Locale.ROOT, ", %.1f s of it before", usage.cpuSecondsBefore())
            : "";
    String share =
        usage.isLongEnough()
            ? String.format(
                Locale.ROOT,
                " (utilisation %.0f %% of %s)",
                usage.utilisation() * 100,
                Quantities.cpus(usage.cpus()))
            : "";
    return String.format(Locale.ROOT, "%.1f s%s%s", usage.cpuSeconds(), before, share);
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(String.format(Locale.ROOT, "  %-12s %s\n", label, value));
  }
}
