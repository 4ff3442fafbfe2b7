package net.boincwrapper.task.turn;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/**
 * Time that passes only while the loop waits, and an executor whose work takes some of it: what a
 * test has set for a moment happens at that moment, and nothing sleeps.
 */
public final class FakeTaskClock implements TaskClock, InstantSource, Executor {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration TOO_LONG = Duration.ofDays(2);

  private record Due(long nanos, int order, Runnable what) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingInt(Due::order));
  private Duration callTime = TICK;
  private long nanos;
  private Duration set = Duration.ZERO;
  private int count;
  private boolean exact;

  public static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  public static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  /** At that time since the clock's start. */
  public FakeTaskClock at(Duration time, Runnable what) {
    due.add(new Due(time.toNanos(), count++, what));
    return this;
  }

  /** So much later than now. */
  public void in(Duration time, Runnable what) {
    at(time.plusNanos(nanos), what);
  }

  /** What is set for a moment between two ticks happens then, not at the later one. */
  public void exact() {
    exact = true;
  }

  /** How long calls take that are made from now on. */
  public void callsTake(Duration time) {
    callTime = time;
  }

  /** Somebody sets the host's clock, or it slept. */
  public void set(Duration forward) {
    set = set.plus(forward);
  }

  public Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  @Override
  public Instant now() {
    return START.plusNanos(nanos).plus(set);
  }

  @Override
  public Instant instant() {
    return now();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pass(time.toNanos());
  }

  @Override
  public void execute(Runnable work) {
    in(callTime, work);
  }

  /** One turn of a loop that is not calm. */
  public void await(Mailbox mailbox) {
    await(mailbox, TICK);
  }

  @Override
  public void await(Mailbox mailbox, Duration limit) {
    long end = nanos + limit.toNanos();
    while (!mailbox.wakes() && nanos < end) {
      pass(Math.min(TICK.toNanos(), end - nanos));
    }
    mailbox.await(Duration.ZERO, Duration.ZERO);
  }

  private void pass(long time) {
    long end = nanos + time;
    while (exact && !due.isEmpty() && due.peek().nanos() <= end) {
      nanos = Math.max(nanos, due.peek().nanos());
      due.remove().what().run();
    }
    nanos = Math.max(nanos, end);
    if (nanos > TOO_LONG.toNanos()) {
      throw new AssertionError("the task has not ended in " + TOO_LONG);
    }
    while (!due.isEmpty() && due.peek().nanos() <= nanos) {
      due.remove().what().run();
    }
  }
}
