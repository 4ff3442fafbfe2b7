package net.boincwrapper.time;

import java.time.Duration;

/**
 * How long ago something happened, which may not have happened yet: the time of a watch that was
 * not started does not pass. To be read at each turn of a loop: nothing is allocated, but by {@link
 * #elapsed}. Used by one thread at a time.
 */
public final class Stopwatch {
  private final HostClock clock;
  private boolean runs;
  private long since;

  /** Not started. */
  public Stopwatch(HostClock clock) {
    this.clock = clock;
  }

  /** A watch that runs from now on. */
  public static Stopwatch started(HostClock clock) {
    Stopwatch watch = new Stopwatch(clock);
    watch.restart();
    return watch;
  }

  /** Runs from now on, unless it does so already. */
  public void start() {
    if (!runs) {
      restart();
    }
  }

  /** Runs from now on, whatever was before. */
  public void restart() {
    runs = true;
    since = clock.nanos();
  }

  /** It has not happened, or counts no more. */
  public void reset() {
    runs = false;
  }

  public boolean runs() {
    return runs;
  }

  /** Restarts. Returns the nanoseconds since the last time; 0 where it did not run. */
  public long lap() {
    long now = clock.nanos();
    long lasted = runs ? now - since : 0;
    runs = true;
    since = now;
    return lasted;
  }

  /** In nanoseconds; 0 where it does not run. */
  public long nanos() {
    return runs ? clock.nanos() - since : 0;
  }

  /** Zero where it does not run. */
  public Duration elapsed() {
    return Duration.ofNanos(nanos());
  }

  /** Whether it happened, and at least so long ago. */
  public boolean hasPassed(Duration time) {
    return runs && nanos() >= time.toNanos();
  }

  /** Whether it is time for it again: it has not happened yet, or not for so long. */
  public boolean isDue(Duration interval) {
    return !runs || hasPassed(interval);
  }

  /** How long it is until so much has passed; not positive: it has. */
  public long nanosUntil(Duration time) {
    return time.toNanos() - nanos();
  }
}
