package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;

/**
 * CPU time of a task over all its containers.
 *
 * <p>A container's control group goes away with its last process, so what counts is the last sample
 * before the end. The interval between samples is a hundredth of the time that the container has
 * run, between {@link #SHORTEST} and {@link #LONGEST}: what the last sample misses stays at about
 * one per cent of the whole from ten seconds on, and a long task is not looked at more than needed.
 */
final class CpuAccount {
  static final Duration SHORTEST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(1);

  private static final int SHARE = 100;

  private final TaskClock clock;
  private double secondsBefore;
  private long nanosNow;
  private long containerSince;
  private long sampledAt;
  private Optional<Long> seenAt = Optional.empty();

  CpuAccount(TaskClock clock) {
    this.clock = clock;
  }

  /** Carries over what ended containers have used, in seconds, if it is more than is known. */
  void carryOver(double seconds) {
    secondsBefore = Math.max(secondsBefore, seconds);
  }

  /** The work goes on from files that save so many seconds, which can be fewer than were used. */
  void goOnFrom(double seconds) {
    secondsBefore = seconds;
    nanosNow = 0;
  }

  /** A container begins, or is adopted, whose own time counts from its start. */
  void containerBegins() {
    nanosNow = 0;
    containerSince = clock.nanos();
    sampledAt = containerSince;
    seenAt = Optional.empty();
  }

  /** The container has ended: its time is carried over. */
  void containerEnds() {
    secondsBefore = seconds();
    nanosNow = 0;
  }

  /** The container is being stopped: from now on each moment may be its last. */
  void endIsNear() {
    containerSince = clock.nanos();
  }

  /** Whether it is time for another sample. */
  boolean due() {
    return nanosUntilDue() <= 0;
  }

  /** How long it is until the next sample; not positive: it is time. */
  long nanosUntilDue() {
    long now = clock.nanos();
    long interval = (now - containerSince) / SHARE;
    long bounded = Math.max(SHORTEST.toNanos(), Math.min(LONGEST.toNanos(), interval));
    return sampledAt + bounded - now;
  }

  /** A sample of the container: nanoseconds since its start. */
  void sample(long nanos) {
    sampledAt = clock.nanos();
    seenAt = Optional.of(sampledAt);
    nanosNow = Math.max(nanosNow, nanos);
  }

  /** Whether the container's time was told within so long. */
  boolean seenWithin(Duration time) {
    return seenAt.filter(at -> clock.nanos() - at < time.toNanos()).isPresent();
  }

  /** All CPU seconds so far, in whole microseconds: the client compares printed values. */
  double seconds() {
    return Math.rint((secondsBefore + nanosNow / 1e9) * 1e6) / 1e6;
  }
}
