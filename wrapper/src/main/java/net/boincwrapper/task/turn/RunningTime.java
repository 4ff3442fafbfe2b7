package net.boincwrapper.task.turn;

import java.time.Duration;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** How long a task has been running, without pauses. */
public final class RunningTime {
  private final Stopwatch turn;
  private double secondsBefore;
  private long nanos;
  private boolean running;

  public RunningTime(HostClock clock) {
    this.turn = new Stopwatch(clock);
  }

  /** Carries over how long earlier lives of the wrapper ran the task. */
  public void carryOver(double seconds) {
    secondsBefore = seconds;
  }

  /** Told at every turn whether the app runs now. */
  public void tick(boolean runs) {
    long lap = turn.lap();
    if (running) {
      nanos += lap;
    }
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
