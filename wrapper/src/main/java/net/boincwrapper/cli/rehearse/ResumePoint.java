package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.cli.rehearse.RunLog.Checkpointed;
import net.boincwrapper.cli.simulate.WrapperLine.Basis;
import net.boincwrapper.cli.simulate.WrapperLine.Rule;
import net.boincwrapper.cli.simulate.WrapperLine.Sealed;

/**
 * The point of a run from which an app goes on.
 *
 * @param at when its checkpoint was sealed; zero: the beginning
 * @param cpuSeconds CPU time of the task at that point
 */
record ResumePoint(Duration at, double cpuSeconds) {
  /** No work done. */
  static final ResumePoint BEGINNING = new ResumePoint(Duration.ZERO, 0);

  /** The wrapper prints CPU times with one decimal. */
  private static final double ROUNDING = 0.06;

  /**
   * Finds it.
   *
   * @param basis what the wrapper said
   * @param restart when the app was started again
   * @param until when that start was over
   */
  static ResumePoint find(RunLog log, Basis basis, Duration restart, Duration until) {
    if (basis.rule() == Rule.BEGINNING) {
      return BEGINNING;
    }
    if (basis.generation().isPresent()) {
      return ofGeneration(log, basis.generation(), restart).orElse(BEGINNING);
    }
    return new ResumePoint(restart, countedFrom(log, restart, until));
  }

  /** The first CPU time that the task reports after a start, if nothing better is known. */
  static double countedFrom(RunLog log, Duration restart, Duration until) {
    return RunLog.firstWithin(log.all(RunLog.Reported.class), restart, until)
        .map(reported -> reported.status().cpuSeconds())
        .orElse(0.0);
  }

  private static Optional<ResumePoint> ofGeneration(
      RunLog log, OptionalInt generation, Duration until) {
    return RunLog.lastUntil(
            log.lines(Sealed.class)
                .filter(said -> ((Sealed) said.line()).generation() == generation.getAsInt()),
            until)
        .map(said -> new ResumePoint(said.at(), exact(log, ((Sealed) said.line()).cpuSeconds())));
  }

  /** The same time as the client received it, which is exact. */
  private static double exact(RunLog log, double said) {
    return log.all(Checkpointed.class)
        .map(Checkpointed::cpuSeconds)
        .filter(known -> Math.abs(known - said) < ROUNDING)
        .min(Comparator.comparingDouble(known -> Math.abs(known - said)))
        .orElse(said);
  }
}
