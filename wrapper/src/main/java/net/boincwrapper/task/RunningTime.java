package net.boincwrapper.task;

import java.time.Duration;

/** How long a task has been running, pauses left out. */
final class RunningTime {
  private final TaskClock clock;
  private double secondsBefore;
  private long nanos;
  private long lookedAt;
  private boolean running;

  RunningTime(TaskClock clock) {
    this.clock = clock;
  }

  void carryOver(double seconds) {
    secondsBefore = seconds;
  }

  /** Told at every turn whether the app runs now. */
  void tick(boolean runs) {
    long now = clock.nanos();
    if (running) {
      nanos += now - lookedAt;
    }
    lookedAt = now;
    running = runs;
  }

  /** Over all starts. */
  double seconds() {
    return secondsBefore + nanos / 1e9;
  }

  /** In this life of the wrapper. */
  Duration now() {
    return Duration.ofNanos(nanos);
  }
}
