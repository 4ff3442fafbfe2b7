package net.boincwrapper.cli.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.cli.RunStory;
import net.boincwrapper.cli.findings.RunFindings;
import net.boincwrapper.cli.measure.Measured;
import net.boincwrapper.cli.measure.OutputSize;
import net.boincwrapper.cli.measure.Reading;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.measure.TreeSize;
import net.boincwrapper.cli.rehearse.OutputComparison.Found;
import net.boincwrapper.cli.rehearse.Recovery.Request;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.rehearse.RehearsalSchedule.LeftOut;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.RunSummary;
import net.boincwrapper.cli.simulate.RunSummary.Ending;
import net.boincwrapper.cli.simulate.RunUsage;
import net.boincwrapper.cli.simulate.WrapperLine.Basis;
import net.boincwrapper.cli.simulate.WrapperLine.Rule;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.job.Job.CheckpointRules;

/** What a rehearsal might have found. */
final class RehearsalReports {
  private static final RunBounds BOUNDS =
      new RunBounds(1e14, 1e10, 500_000_000, 1_000_000_000, "in.xml", "out.xml");

  private List<String> declared = List.of("state");
  private RunSummary undisturbed = summary("undisturbed", Ending.SUCCESS, 0, "");
  private List<String> compared = List.of("result.txt");
  private Optional<String> command = Optional.empty();
  private List<String> unsteady = List.of();
  private String proposed = "";
  private boolean whole = true;
  private boolean stopped;
  private final List<InterruptedRun> trials = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  RehearsalReports declared(List<String> files) {
    declared = files;
    return this;
  }

  RehearsalReports undisturbed(Ending ending, int exitCode, String reason) {
    undisturbed = summary("undisturbed", ending, exitCode, reason);
    return this;
  }

  /** What the undisturbed run tells besides its result. */
  RehearsalReports tells(RunFindings findings) {
    undisturbed = undisturbed.withFindings(findings);
    return this;
  }

  /** The undisturbed run used so much. */
  RehearsalReports used(long memoryBytes, long diskBytes) {
    TreeSize slot = new TreeSize(diskBytes, 3, 4);
    Reading peaks =
        new Reading(diskBytes, slot, Optional.empty(), Optional.empty(), Optional.empty());
    List<OutputSize> outputs =
        List.of(new OutputSize("result.txt", 150_000, OptionalLong.of(200_000)));
    Measured measured = new Measured(BOUNDS, Duration.ofSeconds(25), peaks, List.of(), outputs);
    RunUsage usage =
        new RunUsage(Duration.ZERO, Duration.ofSeconds(20), 0, 20, 1, memoryBytes, 3, 1, measured);
    undisturbed = summary("undisturbed", Ending.SUCCESS, 0, "", usage);
    return this;
  }

  RehearsalReports compared(String... outputs) {
    compared = List.of(outputs);
    return this;
  }

  RehearsalReports command(String text) {
    command = Optional.of(text);
    return this;
  }

  RehearsalReports unsteady(String... lines) {
    unsteady = List.of(lines);
    return this;
  }

  RehearsalReports proposed(String template) {
    proposed = template;
    return this;
  }

  RehearsalReports only() {
    whole = false;
    return this;
  }

  /** Ctrl-C came between two runs. */
  RehearsalReports stopped() {
    stopped = true;
    return this;
  }

  RehearsalReports undone(String word, String why) {
    return without(new MissedInterruption(word, why));
  }

  RehearsalReports leftOut(Interrupt.Kind kind, String why) {
    leftOut.add(new LeftOut(kind, why));
    return this;
  }

  RehearsalReports same(Recovery... recoveries) {
    return trial(Ending.SUCCESS, "", Optional.of(new Found(true, List.of())), recoveries);
  }

  RehearsalReports differs(String how, Recovery... recoveries) {
    return trial(Ending.SUCCESS, "", Optional.of(new Found(false, List.of(how))), recoveries);
  }

  RehearsalReports fails(String reason, Recovery... recoveries) {
    return trial(Ending.FAILED, reason, Optional.empty(), recoveries);
  }

  RehearsalReports missed(String word) {
    return without(MissedInterruption.tooLate(word));
  }

  private RehearsalReports without(MissedInterruption missed) {
    trials.add(
        new InterruptedRun(
            missed.what(),
            summary(missed.what(), Ending.SUCCESS, 0, ""),
            List.of(),
            List.of(missed),
            Optional.of(new Found(true, List.of())),
            List.of()));
    return this;
  }

  private RehearsalReports trial(
      Ending ending, String reason, Optional<Found> found, Recovery... recoveries) {
    String name = recoveries.length == 1 ? recoveries[0].interrupt().kind().word() : "together";
    trials.add(
        new InterruptedRun(
            name,
            summary(name, ending, ending == Ending.SUCCESS ? 0 : 2, reason),
            List.of(recoveries),
            List.of(),
            found,
            List.of(Path.of("log.bin"), Path.of("result.txt"))));
    return this;
  }

  static Recovery recovery(String interrupt, double lost, Resumption resumption) {
    return new Recovery(
        Interrupt.parse(interrupt),
        Duration.ofSeconds(13),
        lost,
        Optional.of(Duration.ofMillis(912)),
        Optional.empty(),
        resumption == Resumption.RAN_ON
            ? Optional.empty()
            : Optional.of(
                new Basis(Rule.RESTORED, OptionalInt.of(3), "restored from generation 3, for x")),
        resumption,
        resumption == Resumption.RAN_ON ? "" : "nothing that was seen shows it");
  }

  static Recovery resumed(String interrupt) {
    return recovery(interrupt, 1.25, Resumption.RESUMED);
  }

  static Recovery quit(Optional<Duration> sealedAfter, Duration leftAfter) {
    return quit(sealedAfter.isPresent() ? 0 : 2.5, sealedAfter, leftAfter);
  }

  static Recovery quit(double lost, Optional<Duration> sealedAfter, Duration leftAfter) {
    return new Recovery(
        Interrupt.parse("quit@12s"),
        Duration.ofSeconds(13),
        lost,
        Optional.of(Duration.ofMillis(1500)),
        Optional.of(new Request(Duration.ofSeconds(10), sealedAfter, leftAfter)),
        Optional.of(new Basis(Rule.AS_SEALED, OptionalInt.of(4), "as sealed in generation 4")),
        Resumption.RESUMED,
        "state went on");
  }

  RehearsalReport report() {
    return new RehearsalReport(
        4711,
        new RehearsalNeeds(
            new CheckpointRules(
                declared,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(10),
                2,
                OptionalInt.empty(),
                CheckpointRules.OnQuit.AUTO)),
        undisturbed,
        undisturbed.ending() == Ending.SUCCESS
            ? Optional.of(RunStory.undisturbed())
            : Optional.empty(),
        compared,
        proposed,
        command,
        trials,
        leftOut,
        unsteady,
        whole,
        stopped);
  }

  Release release() {
    return Release.of(report());
  }

  private static RunSummary summary(String name, Ending ending, int exitCode, String reason) {
    RunUsage usage =
        new RunUsage(Duration.ZERO, Duration.ofSeconds(20), 0, 20, 1, 0, 3, 1, Measured.NOTHING);
    return summary(name, ending, exitCode, reason, usage);
  }

  private static RunSummary summary(
      String name, Ending ending, int exitCode, String reason, RunUsage usage) {
    return new RunSummary(
        ending,
        exitCode,
        reason,
        RunUser.caller(1000, 100),
        usage,
        List.of(),
        List.of(),
        Path.of("/j/.dry-run/rehearsal", name, "stderr.txt"));
  }
}
