package net.boincwrapper.task.turn;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * The CPU time of a task, over all its containers.
 *
 * <p>A container's control group goes away with its last process, so nobody can tell what it used
 * after the last sample: this is estimated from the last two samples. The interval between samples
 * is a thirtieth of the time that the container has run, between {@link #SHORTEST} and {@link
 * #LONGEST}: so the estimate stays at some per cent of the whole, and a long task is not looked at
 * more often than needed.
 */
public final class CpuAccount {
  static final Duration SHORTEST = Duration.ofMillis(100);
  static final Duration LONGEST = Duration.ofSeconds(4);

  private static final int SHARE = 30;

  /** After a longer gap, the container may have been paused meanwhile, or frozen with the host. */
  private static final Duration MOST_ESTIMATED = LONGEST.plus(LONGEST);

  private final HostClock clock;
  private final Stopwatch sinceContainer;
  private final Stopwatch sinceSample;
  private final Stopwatch sinceCompared;
  private double least;
  private double secondsBefore;
  private double newBefore;
  private long nanosNow;
  private Instant sampledTime = Instant.EPOCH;
  private long comparedNanos;
  private double share;
  private boolean seen;

  public CpuAccount(HostClock clock) {
    this.clock = clock;
    this.sinceContainer = Stopwatch.started(clock);
    this.sinceSample = Stopwatch.started(clock);
    this.sinceCompared = new Stopwatch(clock);
  }

  /** Carries over what ended containers have used, in seconds, if it is more than we know of. */
  public void carryOver(double seconds) {
    secondsBefore = Math.max(secondsBefore, seconds);
  }

  /**
   * The client already knows of this many seconds, and is told no fewer while we have not yet seen
   * the container.
   */
  public void atLeast(double seconds) {
    least = seconds;
  }

  /** The work goes on from files that save this many seconds, perhaps fewer than were used. */
  public void goOnFrom(double seconds) {
    least = 0;
    secondsBefore = seconds + newBefore;
    nanosNow = 0;
    forgetShare();
  }

  /**
   * The task has used this much on the way to its next container. It counts no matter which files
   * that container goes on from.
   *
   * @param nanos in addition to what was told before
   */
  public void usedBefore(long nanos) {
    double seconds = nanos / 1e9;
    newBefore += seconds;
    secondsBefore += seconds;
    least += seconds;
  }

  /** A container begins or is adopted; its own time counts from its start. */
  public void containerBegins() {
    newBefore = 0;
    nanosNow = 0;
    forgetShare();
    sinceContainer.restart();
    sinceSample.restart();
    seen = false;
  }

  /**
   * The container has ended; its time is carried over. Can be repeated.
   *
   * @param end when it ended, by the host's clock; empty: nothing is estimated
   */
  public void containerEnds(Optional<Instant> end) {
    nanosNow += end.map(this::sinceSample).map(passed -> (long) (share * passed)).orElse(0L);
    secondsBefore = seconds();
    nanosNow = 0;
    forgetShare();
  }

  /** The container is paused: what it used a moment ago says nothing about what follows. */
  public void pauses() {
    forgetShare();
  }

  private void forgetShare() {
    share = 0;
    sinceCompared.reset();
  }

  /** In nanoseconds. Allows for a host clock that was set. */
  private long sinceSample(Instant end) {
    long told = Duration.between(sampledTime, end).toNanos();
    long passed = Math.max(0, Math.min(told, sinceSample.nanos()));
    return passed <= MOST_ESTIMATED.toNanos() ? passed : 0;
  }

  /** The container is being stopped: from now on, each moment may be its last. */
  public void endIsNear() {
    sinceContainer.restart();
  }

  /** Whether it is time for another sample. */
  public boolean due() {
    return nanosUntilDue() <= 0;
  }

  /** How long it is until the next sample; 0 or less: it is time. */
  public long nanosUntilDue() {
    long passed = sinceSample.nanos();
    return interval(sinceContainer.nanos() - passed) - passed;
  }

  private static long interval(long age) {
    return Math.max(SHORTEST.toNanos(), Math.min(LONGEST.toNanos(), age / SHARE));
  }

  /** A sample of the container: nanoseconds since its start. */
  public void sample(long nanos) {
    sinceSample.restart();
    sampledTime = clock.now();
    seen = true;
    nanosNow = Math.max(nanosNow, nanos);
    compare();
  }

  /**
   * Compares with a sample that is old enough, because a kernel counts in steps. The first sample
   * of an adopted container, which may cover hours, is compared with nothing.
   */
  private void compare() {
    long passed = sinceCompared.nanos();
    if (sinceCompared.runs() && passed < SHORTEST.toNanos()) {
      return;
    }
    share = passed > 0 ? (double) (nanosNow - comparedNanos) / passed : 0;
    sinceCompared.restart();
    comparedNanos = nanosNow;
  }

  /** The part of {@link #seconds} that is not this container's. */
  public double secondsBefore() {
    return secondsBefore;
  }

  /** Whether there was a sample of the container within this time. */
  public boolean seenWithin(Duration time) {
    return seen && !sinceSample.hasPassed(time);
  }

  /** All CPU seconds so far, rounded to microseconds: the client compares printed values. */
  public double seconds() {
    return Math.rint(Math.max(least, secondsBefore + nanosNow / 1e9) * 1e6) / 1e6;
  }
}
