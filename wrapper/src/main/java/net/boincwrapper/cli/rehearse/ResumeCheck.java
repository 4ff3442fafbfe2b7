package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.rehearse.RunLog.Reported;
import net.boincwrapper.cli.simulate.WrapperLine;

/**
 * Tells whether an app that was started again went on from its checkpoint: by the share of the work
 * that it reports or, if it reports none, by what it took to reach the end.
 */
record ResumeCheck(RunLog log, RunFacts undisturbed) {
  private static final double LEAST_FRACTION = 0.1;

  /** Reports come once a second, and must show the drop before the app has caught up. */
  private static final double LEAST_SECONDS = 3;

  /**
   * How an app's work is measured. A start from zero takes all of it again.
   *
   * @param leastDone the share of the work that must precede a checkpoint for it to tell anything
   * @param mostNoise the share of the work by which two starts from zero may differ
   */
  private record Measure(double leastDone, double mostNoise) {
    /** On a busy machine, the same work has taken up to a fifth more. */
    static final Measure CPU = new Measure(0.4, 0.12);

    /** Everything else that the machine does affects the time: it can be half as long again. */
    static final Measure TIME = new Measure(0.6, 0.5);

    Resumption judge(double done, double again) {
      if (!(done >= leastDone)) {
        return Resumption.UNKNOWN;
      }
      return again > 1 - Math.min(done / 2, mostNoise) ? Resumption.FROM_ZERO : Resumption.RESUMED;
    }
  }

  /**
   * Judges one start.
   *
   * @param from the checkpoint that the app was given
   * @param restart when the app was started again
   * @param until when it was interrupted again, or ended
   */
  Resumption judge(ResumePoint from, Duration restart, Duration until) {
    return byFraction(from, restart, until).orElseGet(() -> byEffort(from, restart, until));
  }

  private Optional<Resumption> byFraction(ResumePoint from, Duration restart, Duration until) {
    double reached = fractionAt(from.at());
    List<Double> after =
        log.all(Reported.class)
            .filter(RunLog.within(restart, until))
            .flatMap(reported -> reported.status().fractionDone().stream().boxed())
            .toList();
    boolean enough =
        reached >= LEAST_FRACTION
            && reached * RunFacts.seconds(undisturbed.running()) >= LEAST_SECONDS;
    if (!enough || after.isEmpty()) {
      return Optional.empty();
    }
    boolean fell = after.stream().anyMatch(fraction -> fraction < reached / 2);
    return Optional.of(fell ? Resumption.FROM_ZERO : Resumption.RESUMED);
  }

  private double fractionAt(Duration time) {
    return RunLog.lastUntil(log.all(Reported.class), time)
        .map(reported -> reported.status().fractionDone().orElse(0))
        .orElse(0.0);
  }

  private Resumption byEffort(ResumePoint from, Duration restart, Duration until) {
    if (undisturbed.mostlyWaits()) {
      double whole = RunFacts.seconds(undisturbed.running());
      return Measure.TIME.judge(
          RunFacts.seconds(sinceBegin(from.at())) / whole,
          RunFacts.seconds(ended(restart, until).minus(restart)) / whole);
    }
    double whole = undisturbed.cpuSeconds();
    return Measure.CPU.judge(
        from.cpuSeconds() / whole, (cpuUntil(until) - from.cpuSeconds()) / whole);
  }

  private Duration sinceBegin(Duration time) {
    return RunLog.firstWithin(log.lines(WrapperLine.Starting.class), Duration.ZERO, time)
        .map(begin -> time.minus(begin.at()))
        .orElse(Duration.ZERO);
  }

  private Duration ended(Duration from, Duration to) {
    return RunLog.firstWithin(log.lines(WrapperLine.Ended.class), from, to)
        .map(RunLog.Event::at)
        .orElse(to);
  }

  private double cpuUntil(Duration time) {
    return RunLog.lastUntil(log.all(Reported.class), time)
        .map(reported -> reported.status().cpuSeconds())
        .orElse(0.0);
  }
}
