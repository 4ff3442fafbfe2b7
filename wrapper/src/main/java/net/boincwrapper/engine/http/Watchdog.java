package net.boincwrapper.engine.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One daemon thread that frees threads from blocking calls. It closes the channel and does not
 * interrupt the thread: that would close the channel, too, and leave the thread interrupted.
 */
public final class Watchdog {
  /** The thread starts with the first task and is shared by all connections. */
  private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

  private Watchdog() {}

  private static ScheduledThreadPoolExecutor executor() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "engine-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /** Runs an action once; cancelling the future prevents it. */
  public static Future<?> after(Duration delay, Runnable action) {
    return EXECUTOR.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  static Future<?> every(Duration period, Runnable action) {
    long nanos = period.toNanos();
    return EXECUTOR.scheduleWithFixedDelay(action, nanos, nanos, TimeUnit.NANOSECONDS);
  }
}
