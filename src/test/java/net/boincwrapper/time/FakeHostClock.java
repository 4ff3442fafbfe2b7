package net.boincwrapper.time;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only by waiting; what happens meanwhile is scripted. */
public final class FakeHostClock implements HostClock {
  private static final Duration NEVER = Duration.ofDays(1000);

  private final long begin;
  private Duration now = Duration.ofDays(1);
  private Duration due = NEVER;
  private Runnable event = () -> {};
  private boolean interrupts;

  public FakeHostClock() {
    this(0);
  }

  /** A clock whose nanoseconds stand there now. */
  public FakeHostClock(long nanos) {
    this.begin = nanos - now.toNanos();
  }

  /** Lets something happen after so much waiting. */
  public void after(Duration waited, Runnable what) {
    due = now.plus(waited);
    event = what;
  }

  /** Somebody interrupts the next who waits. */
  public synchronized void interruptNext() {
    interrupts = true;
  }

  /** Lets time pass, as between two lives of a task. */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /** How much time has passed, from some moment on. */
  public synchronized Duration passed() {
    return now;
  }

  @Override
  public synchronized Instant now() {
    return Instant.EPOCH.plus(now);
  }

  @Override
  public synchronized long nanos() {
    return begin + now.toNanos();
  }

  @Override
  public synchronized void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted() || interrupts) {
      interrupts = false;
      throw new InterruptedException();
    }
    now = now.plus(time);
    if (now.compareTo(due) >= 0) {
      due = NEVER;
      event.run();
    }
  }
}
