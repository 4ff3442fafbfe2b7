package net.boincwrapper.image;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only by waiting; what happens meanwhile is scripted. */
final class ScriptedPace implements Pace {
  private Duration now = Duration.ofDays(1);
  private Duration due = Duration.ofDays(1000);
  private Runnable event = () -> {};

  /** Lets something happen after so much waiting. */
  void after(Duration waited, Runnable what) {
    due = now.plus(waited);
    event = what;
  }

  @Override
  public synchronized Duration now() {
    return now;
  }

  /** Lets time pass, as between two lives of a task. */
  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Instant time() {
    return Instant.EPOCH.plus(now);
  }

  @Override
  public synchronized void pause(Duration duration) {
    now = now.plus(duration);
    if (now.compareTo(due) >= 0) {
      due = Duration.ofDays(1000);
      event.run();
    }
  }
}
