package net.boincwrapper.cli.rehearse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.measure.BoundsProposal;
import net.boincwrapper.cli.measure.Measured;
import net.boincwrapper.cli.measure.RunBounds;
import net.boincwrapper.cli.rehearse.RehearsalSchedule.LeftOut;
import net.boincwrapper.cli.simulate.RunSummary;
import net.boincwrapper.cli.simulate.RunUsage;

/**
 * The results of a rehearsal.
 *
 * @param seed draws the same moments again
 * @param needs what the job declares
 * @param undisturbed the run that all others are compared with
 * @param facts of that run; empty if it did not succeed
 * @param compared relative names of the outputs, sorted
 * @param proposedTemplate an output template that names them, as the content of a file; empty if
 *     the job has one. Without one, all new files are outputs, except {@link Byproducts}
 * @param command the author's comparison; empty: byte for byte
 * @param trials in the order in which they were run
 * @param leftOut interruptions that could not be tried
 * @param unsteady how a second undisturbed run differed from the first; empty if it did not, or
 *     there was no reason to try
 * @param whole whether all interruptions were wanted
 * @param stopped whether the author stopped it, even between two runs
 */
record RehearsalReport(
    long seed,
    RehearsalNeeds needs,
    RunSummary undisturbed,
    Optional<RunFacts> facts,
    List<String> compared,
    String proposedTemplate,
    Optional<String> command,
    List<InterruptedRun> trials,
    List<LeftOut> leftOut,
    List<String> unsteady,
    boolean whole,
    boolean stopped) {

  RehearsalReport {
    compared = List.copyOf(compared);
    trials = List.copyOf(trials);
    leftOut = List.copyOf(leftOut);
    unsteady = List.copyOf(unsteady);
  }

  /** There was nothing to compare with. */
  static RehearsalReport ofFailure(long seed, RehearsalNeeds needs, RunSummary undisturbed) {
    return new RehearsalReport(
        seed,
        needs,
        undisturbed,
        Optional.empty(),
        List.of(),
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        true,
        false);
  }

  /** Interruptions that did not interrupt anything in any of the runs. */
  List<MissedInterruption> missed() {
    Set<String> came =
        trials.stream()
            .flatMap(trial -> trial.recoveries().stream())
            .map(recovery -> recovery.interrupt().kind().word())
            .collect(Collectors.toSet());
    return trials.stream()
        .flatMap(trial -> trial.missed().stream())
        .filter(missed -> !came.contains(missed.what()))
        .distinct()
        .toList();
  }

  /** The undisturbed run, and all others. */
  private Stream<RunUsage> usages() {
    return Stream.concat(
        Stream.of(undisturbed.usage()), trials.stream().map(trial -> trial.summary().usage()));
  }

  /** The most of any run; 0 if it is unknown. */
  long peakMemoryBytes() {
    return usages().mapToLong(RunUsage::peakBytes).max().orElse(0);
  }

  /** The most of any run; 0 if it is unknown. */
  long peakDiskBytes() {
    return usages().mapToLong(usage -> usage.measured().peaks().diskBytes()).max().orElse(0);
  }

  /** What the client allows. */
  RunBounds bounds() {
    return undisturbed.usage().measured().bounds();
  }

  /** Better bounds; empty if the undisturbed run did not succeed. */
  Optional<BoundsProposal> proposedBounds() {
    Measured measured = undisturbed.usage().measured();
    return facts.flatMap(
        run ->
            BoundsProposal.of(
                new BoundsProposal.Seen(
                    bounds(),
                    run.running(),
                    measured.elapsed(),
                    peakMemoryBytes(),
                    peakDiskBytes(),
                    measured.outputs())));
  }
}
