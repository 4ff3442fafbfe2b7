package net.boincwrapper.task.turn;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Keeps the client's CPU throttling from the container: below a {@code cpu_usage_limit} of 100 %
 * the client lets tasks run in that share of the seconds and suspends them in the others ({@code
 * client/app.cpp:throttler}), which the container's CPU quota answers already. A suspend that lasts
 * longer than those is passed on.
 */
public final class SuspendFilter {
  /** A client on a busy machine is late for its second. */
  private static final Duration LATE = Duration.ofMillis(700);

  private final TaskClock clock;
  private Optional<Long> heldSince = Optional.empty();
  private Duration lasting = Duration.ZERO;

  public SuspendFilter(TaskClock clock) {
    this.clock = clock;
  }

  /**
   * A suspend has come. Whether it is to be obeyed at once.
   *
   * @param limit the {@code cpu_usage_limit} that the container's quota keeps for the client, above
   *     0 and below 100; empty: none
   */
  public boolean suspend(OptionalDouble limit) {
    if (limit.isEmpty()) {
      heldSince = Optional.empty();
      return true;
    }
    lasting = longest(limit.getAsDouble()).plus(LATE);
    heldSince = heldSince.or(() -> Optional.of(clock.nanos()));
    return false;
  }

  /** Of 25 % the tasks run in every fourth second. */
  private static Duration longest(double limit) {
    return Duration.ofSeconds((long) Math.ceil(100 / limit) - 1);
  }

  /** A resume has come: a suspend that was held is forgotten. */
  public void resume() {
    heldSince = Optional.empty();
  }

  /** Whether a suspend is held, and may have lasted soon. */
  public boolean holds() {
    return heldSince.isPresent();
  }

  /** Whether a suspend that was held has lasted; true once. */
  public boolean lasted() {
    if (heldSince.isEmpty() || clock.nanos() - heldSince.get() < lasting.toNanos()) {
      return false;
    }
    heldSince = Optional.empty();
    return true;
  }
}
