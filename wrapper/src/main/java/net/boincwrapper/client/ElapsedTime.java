package net.boincwrapper.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How a client counts the time that a task runs: only the part before the last checkpoint outlives
 * the client ({@code client/app_control.cpp:ACTIVE_TASK_SET::get_msgs}).
 */
final class ElapsedTime {
  /** If more passes between two looks, the host is taken to have slept. */
  private static final long SLEEP = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private double seconds;
  private double checkpointSeconds;
  private long lookedAt;
  private boolean running = true;

  /**
   * @param checkpointSeconds elapsed time at the last checkpoint of earlier starts
   */
  ElapsedTime(double checkpointSeconds, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.seconds = checkpointSeconds;
    this.checkpointSeconds = checkpointSeconds;
    this.lookedAt = nanoTime.getAsLong();
  }

  void tick() {
    long passed = nanoTime.getAsLong() - lookedAt;
    lookedAt += passed;
    if (running && passed >= 0 && passed <= SLEEP) {
      seconds += passed / 1e9;
    }
  }

  /** A task that is suspended or has to leave is not scheduled. */
  void asked(ClientRequest request) {
    tick();
    switch (request) {
      case RESUME -> running = true;
      case SUSPEND, QUIT, ABORT -> running = false;
      case REREAD_APP_INFO -> {
        // It goes on.
      }
    }
  }

  /** Notes that the status just read tells of a checkpoint. */
  void checkpointed() {
    checkpointSeconds = seconds;
  }

  double seconds() {
    return seconds;
  }

  double checkpointSeconds() {
    return checkpointSeconds;
  }
}
