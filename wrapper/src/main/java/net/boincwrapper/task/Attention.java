package net.boincwrapper.task;

import java.time.Duration;

/**
 * How closely the loop looks at the task. The client's messages are worth ten looks a second; while
 * the app just runs, all else is worth one, and what that saves is most of what a wrapper costs
 * over a task's life. Where somebody else looks for the messages, the loop sleeps as long. Whatever
 * happens makes it look at every turn for a while.
 */
final class Attention {
  private static final long CALM_NANOS = Duration.ofSeconds(1).toNanos();

  /** How long a calm loop may sleep: a little longer, so that what is due each second is due. */
  static final Duration SLEEP = Duration.ofMillis(1020);

  private final TaskClock clock;
  private long stirredAt;
  private long lookedAt;

  Attention(TaskClock clock) {
    this.clock = clock;
    this.stirredAt = clock.nanos();
    this.lookedAt = stirredAt;
  }

  /** Something has happened: more may follow. */
  void stir() {
    stirredAt = clock.nanos();
  }

  /**
   * How long a calm loop sleeps that has to do something earlier: until a little after that, and at
   * least a tick.
   *
   * @param nanos from now
   */
  static Duration sleepFor(long nanos) {
    Duration wanted = Duration.ofNanos(nanos).plus(SLEEP.minusNanos(CALM_NANOS));
    Duration least = wanted.compareTo(TaskClock.TICK) < 0 ? TaskClock.TICK : wanted;
    return least.compareTo(SLEEP) < 0 ? least : SLEEP;
  }

  /** Whether nothing has happened for a while. */
  boolean calm() {
    return clock.nanos() - stirredAt >= CALM_NANOS;
  }

  /**
   * To be asked at each turn.
   *
   * @param restless whether something is going on that wants to be seen closely
   * @return whether this turn is one of those that look at everything
   */
  boolean looks(boolean restless) {
    long now = clock.nanos();
    boolean looks = restless || !calm() || now - lookedAt >= CALM_NANOS;
    if (looks) {
      lookedAt = now;
    }
    return looks;
  }
}
