package net.boincwrapper.cli.measure;

import java.time.Duration;
import java.util.concurrent.Executor;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Looks in the background, so that the client's heartbeats do not wait for a slot with very many
 * files, and never spends more than a tenth of the time with it. Used by one thread, except for the
 * look itself.
 */
final class PacedGauge {
  private static final int REST = 10;

  private final Gauge gauge;
  private final Executor executor;
  private final HostClock clock;
  private final Stopwatch sinceEnd;
  private volatile Look look = new Look(Reading.NOTHING, 0, 0);
  private int asked;

  /**
   * A look.
   *
   * @param number from 1; 0: there was none
   */
  private record Look(Reading reading, long nanos, int number) {}

  PacedGauge(Gauge gauge, Executor executor, HostClock clock) {
    this.gauge = gauge;
    this.executor = executor;
    this.clock = clock;
    this.sinceEnd = new Stopwatch(clock);
  }

  /** What was seen last; asks for a new look if it is time. */
  Reading latest() {
    Look last = look;
    if (last.number() == asked) {
      sinceEnd.start();
      if (asked == 0 || sinceEnd.hasPassed(Duration.ofNanos(last.nanos() * REST))) {
        ask();
      }
    }
    return look.reading();
  }

  private void ask() {
    sinceEnd.reset();
    asked++;
    int number = asked;
    executor.execute(() -> look(number));
  }

  private void look(int number) {
    Stopwatch watch = Stopwatch.started(clock);
    look = new Look(gauge.read(), watch.nanos(), number);
  }

  /** A new look, at once. */
  Reading now() {
    return gauge.read();
  }
}
