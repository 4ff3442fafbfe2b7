package net.boincwrapper.task.turn;

import java.time.Duration;
import java.util.OptionalDouble;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Keeps the client's CPU throttling away from the container. Below a {@code cpu_usage_limit} of 100
 * %, the client lets tasks run in that share of the seconds and suspends them in the others ({@code
 * client/app.cpp:throttler}); the container's CPU quota already has that effect. A suspend that
 * lasts longer than those is passed on.
 */
public final class SuspendFilter {
  /** How late a client on a busy machine may be for its second. */
  private static final Duration LATE = Duration.ofMillis(700);

  private final Stopwatch held;
  private Duration lasting = Duration.ZERO;

  public SuspendFilter(HostClock clock) {
    this.held = new Stopwatch(clock);
  }

  /**
   * A suspend has come. Returns whether it is to be obeyed at once.
   *
   * @param limit the {@code cpu_usage_limit} that the container's quota enforces for the client,
   *     above 0 and below 100; empty: none
   */
  public boolean suspend(OptionalDouble limit) {
    if (limit.isEmpty()) {
      held.reset();
      return true;
    }
    lasting = longest(limit.getAsDouble()).plus(LATE);
    held.start();
    return false;
  }

  /** At 25 %, tasks run in every fourth second. */
  private static Duration longest(double limit) {
    return Duration.ofSeconds((long) Math.ceil(100 / limit) - 1);
  }

  /** A resume has come: a suspend that was held back is forgotten. */
  public void resume() {
    held.reset();
  }

  /** Whether a suspend is being held back, and may soon have lasted long enough. */
  public boolean holds() {
    return held.runs();
  }

  /** Whether a suspend that was held back has lasted long enough to be obeyed; true only once. */
  public boolean lasted() {
    if (!held.hasPassed(lasting)) {
      return false;
    }
    held.reset();
    return true;
  }
}
