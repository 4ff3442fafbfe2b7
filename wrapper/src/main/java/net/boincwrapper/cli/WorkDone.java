package net.boincwrapper.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.Recovery.Resumption;
import net.boincwrapper.cli.RunLog.Reported;

/**
 * Tells whether an app that was started again went on from its checkpoint: by the share of the work
 * that it reports or, where it reports none, by what it took to come to the end.
 */
record WorkDone(RunLog log, RunFacts undisturbed) {
  /** Less than this done before tells nothing. */
  private static final double LEAST_SHARE = 0.2;

  private static final double LEAST_FRACTION = 0.1;

  /** CPU times are told with six decimals or fewer. */
  private static final double ROUNDING = 0.001;

  /** A run that begins from zero takes the whole work again, but for so much. */
  private static final double NOISE = 0.08;

  /**
   * Judges one start.
   *
   * @param carried CPU seconds of the checkpoint
   * @param hit when the app was interrupted
   * @param restart when it was started again
   * @param until when it was interrupted again, or ended
   */
  Resumption judge(double carried, Duration hit, Duration restart, Duration until) {
    return byFraction(carried, hit, restart, until)
        .orElseGet(() -> byEffort(carried, restart, until));
  }

  private Optional<Resumption> byFraction(
      double carried, Duration hit, Duration restart, Duration until) {
    double reached = fractionAt(checkpoint(carried, hit));
    List<Double> after =
        log.all(Reported.class)
            .filter(RunLog.within(restart, until))
            .flatMap(reported -> reported.status().fractionDone().stream().boxed())
            .toList();
    if (reached < LEAST_FRACTION || after.isEmpty()) {
      return Optional.empty();
    }
    boolean fell = after.stream().anyMatch(fraction -> fraction < reached / 2);
    return Optional.of(fell ? Resumption.FROM_ZERO : Resumption.RESUMED);
  }

  private Duration checkpoint(double carried, Duration hit) {
    return RunLog.lastUntil(
            log.all(RunLog.Checkpointed.class)
                .filter(known -> known.cpuSeconds() <= carried + ROUNDING),
            hit)
        .map(RunLog.Event::at)
        .orElse(Duration.ZERO);
  }

  private double fractionAt(Duration time) {
    return RunLog.lastUntil(log.all(Reported.class), time)
        .map(reported -> reported.status().fractionDone().orElse(0))
        .orElse(0.0);
  }

  private Resumption byEffort(double carried, Duration restart, Duration until) {
    double done = carried / undisturbed.cpuSeconds();
    if (!(done >= LEAST_SHARE)) {
      return Resumption.UNKNOWN;
    }
    double again =
        undisturbed.mostlyWaits()
            ? RunFacts.seconds(ended(restart, until).minus(restart))
                / RunFacts.seconds(undisturbed.running())
            : (cpuUntil(until) - carried) / undisturbed.cpuSeconds();
    return again > 1 - Math.min(done / 2, NOISE) ? Resumption.FROM_ZERO : Resumption.RESUMED;
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
