package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.cli.rehearse.Evidence.Start;
import net.boincwrapper.cli.rehearse.RunLog.Reported;
import net.boincwrapper.cli.simulate.WrapperLine;

/**
 * What it took the app to reach the end after an interruption: CPU time or, where it mostly waits,
 * time. A start from zero takes all of it again; a resume takes what it takes to load, which is at
 * most what the first checkpoint took longer than the others, and what came after the checkpoint.
 * That a start took long is no evidence of an app that waits: the machine may have been busy.
 */
record EffortEvidence(RunLog log, RunFacts undisturbed) implements Evidence.Source {
  /** Reports come once a second: less than this is noise. */
  private static final double LEAST_CPU_SECONDS = 1;

  /** On a busy machine, the CPU time of two starts from zero may differ by a third. */
  private static final double WHOLE = 0.9;

  private static final double MUCH_LESS = 0.65;
  private static final double CPU_NOISE = 1.5;

  /** There, the time may be three times as long. */
  private static final double THIRD = 1.0 / 3;

  private static final double MOST_CPU = 0.8;

  @Override
  public Optional<Evidence> about(Start start) {
    if (!start.toTheEnd() || undisturbed.checkpoints().isEmpty()) {
      return Optional.empty();
    }
    return undisturbed.mostlyWaits() ? byTime(start) : byCpu(start);
  }

  private Optional<Evidence> byCpu(Start start) {
    double whole = undisturbed.cpuSeconds();
    if (whole < LEAST_CPU_SECONDS) {
      return Optional.empty();
    }
    double again = cpuAgain(start) / whole;
    double loading = undisturbed.loadingCpuSeconds() / whole;
    double rest = loading + 1 - start.from().cpuSeconds() / whole;
    if (again < MUCH_LESS * (1 - loading)) {
      return Evidence.resumed(told(again, "CPU time"));
    }
    return again >= WHOLE && again >= CPU_NOISE * rest
        ? Evidence.fromZero(told(again, "CPU time"))
        : Optional.empty();
  }

  /** CPU time, where there is enough of it, must say the same. */
  private Optional<Evidence> byTime(Start start) {
    double whole = RunFacts.seconds(undisturbed.running());
    double again = RunFacts.seconds(ended(start).minus(start.restart()));
    boolean countable = undisturbed.cpuSeconds() >= LEAST_CPU_SECONDS;
    boolean agrees = !countable || cpuAgain(start) <= MOST_CPU * undisturbed.cpuSeconds();
    return agrees && again < THIRD * (whole - undisturbed.loadingSeconds())
        ? Evidence.resumed(told(again / whole, "time"))
        : Optional.empty();
  }

  private static String told(double share, String what) {
    return String.format(
        Locale.ROOT, "it then took %.0f %% of the whole run's %s", share * 100, what);
  }

  private double cpuAgain(Start start) {
    return RunLog.lastUntil(log.all(Reported.class), start.until())
            .map(reported -> reported.status().cpuSeconds())
            .orElse(0.0)
        - start.from().cpuSeconds();
  }

  private Duration ended(Start start) {
    return RunLog.firstWithin(log.lines(WrapperLine.Ended.class), start.restart(), start.until())
        .map(RunLog.Event::at)
        .orElse(start.until());
  }
}
