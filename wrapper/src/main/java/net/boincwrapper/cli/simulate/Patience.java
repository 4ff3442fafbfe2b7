package net.boincwrapper.cli.simulate;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Notices that an app hangs: that for long it has neither reported progress, nor used CPU time, nor
 * written anything. Time in which it does not run does not count.
 */
final class Patience {
  /** Less is what a runtime uses that waits. */
  private static final double LEAST_CPU_SECONDS = 0.5;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final Duration limit;
  private final Supplier<String> traces;
  private final Stopwatch sinceSign;
  private final Stopwatch sinceLook;
  private OptionalDouble fraction = OptionalDouble.empty();
  private double cpuSeconds;
  private String seen = "";

  /**
   * @param limit for how long an app may show no sign of life
   * @param traces whatever stands for what the app has written; it changes if the app writes
   */
  Patience(HostClock clock, Duration limit, Supplier<String> traces) {
    this.limit = limit;
    this.traces = traces;
    this.sinceSign = new Stopwatch(clock);
    this.sinceLook = new Stopwatch(clock);
  }

  Duration limit() {
    return limit;
  }

  /** The wrapper has said something. */
  void said(WrapperLine line) {
    if (line instanceof WrapperLine.Starting || line instanceof WrapperLine.GoingOn) {
      sinceSign.restart();
      sinceLook.restart();
    } else if (line instanceof WrapperLine.Ended) {
      left();
    }
  }

  /** Nobody can tell any more whether the app runs. */
  void left() {
    sinceSign.reset();
  }

  void reported(AppStatus status) {
    boolean used = Math.abs(status.cpuSeconds() - cpuSeconds) >= LEAST_CPU_SECONDS;
    if (used || !status.fractionDone().equals(fraction)) {
      cpuSeconds = status.cpuSeconds();
      fraction = status.fractionDone();
      sign();
    }
  }

  /** Whether the app hangs. Call it often. */
  boolean isOver() {
    if (sinceSign.runs() && sinceLook.hasPassed(LOOK_EVERY)) {
      sinceLook.restart();
      String now = traces.get();
      if (!now.equals(seen)) {
        seen = now;
        sign();
      }
    }
    return sinceSign.hasPassed(limit);
  }

  private void sign() {
    if (sinceSign.runs()) {
      sinceSign.restart();
    }
  }
}
