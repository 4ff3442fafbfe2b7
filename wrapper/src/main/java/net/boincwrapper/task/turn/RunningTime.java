package net.boincwrapper.task.turn;

import java.time.Duration;

/** How long a task has been running, pauses left out. */
public final class RunningTime {
  private final TaskClock clock;
  private double secondsBefore;
  private long nanos;
  private long lookedAt;
  private boolean running;

  public RunningTime(TaskClock clock) {
    this.clock = clock;
  }

  public void carryOver(double seconds) {
    secondsBefore = seconds;
  }

  /** Told at every turn whether the app runs now. */
  public void tick(boolean runs) {
    long now = clock.nanos();
    if (running) {
      nanos += now - lookedAt;
    }
    lookedAt = now;
    running = runs;
  }

  /** Over all starts. */
  public double seconds() {
    return secondsBefore + nanos / 1e9;
  }

  /** In this life of the wrapper. */
  public Duration now() {
    return Duration.ofNanos(nanos);
  }
}
