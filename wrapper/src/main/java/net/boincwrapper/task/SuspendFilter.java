package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the client's CPU throttling from the container: below a {@code cpu_usage_limit} of 100 %
 * the client suspends and resumes each second ({@code client/app.cpp:throttler}), which the
 * container's CPU quota answers already. A suspend that lasts is passed on.
 */
final class SuspendFilter {
  private static final Duration LASTING = Duration.ofMillis(1100);

  private final TaskClock clock;
  private Optional<Long> heldSince = Optional.empty();

  SuspendFilter(TaskClock clock) {
    this.clock = clock;
  }

  /**
   * A suspend has come. Whether it is to be obeyed at once.
   *
   * @param throttled whether the container's quota answers the client's throttling
   */
  boolean suspend(boolean throttled) {
    if (!throttled) {
      heldSince = Optional.empty();
      return true;
    }
    heldSince = heldSince.or(() -> Optional.of(clock.nanos()));
    return false;
  }

  /** A resume has come: a suspend that was held is forgotten. */
  void resume() {
    heldSince = Optional.empty();
  }

  /** Whether a suspend that was held has lasted; true once. */
  boolean lasted() {
    if (heldSince.isEmpty() || clock.nanos() - heldSince.get() < LASTING.toNanos()) {
      return false;
    }
    heldSince = Optional.empty();
    return true;
  }
}
