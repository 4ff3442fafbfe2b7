package net.boincwrapper.task.turn;

import java.time.Duration;

/**
 * How closely the loop looks at the task. The client's messages are worth ten looks a second; while
 * the app just runs, all else is worth one. Where somebody else looks for the messages, the loop
 * sleeps as long, and after a while for four seconds: what that saves is most of what a wrapper
 * costs over a task's life. Whatever happens makes it look at every turn for a while.
 */
public final class LoopPace {
  private static final long CALM_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final Duration WIDE = Duration.ofSeconds(4);

  /** A calm loop sleeps a little longer, so that what is due when it wakes is due. */
  private static final Duration LATE = Duration.ofMillis(20);

  private final TaskClock clock;
  private long stirredAt;
  private long lookedAt;
  private boolean wide;
  private boolean close;

  public LoopPace(TaskClock clock) {
    this.clock = clock;
    this.stirredAt = clock.nanos();
    this.lookedAt = stirredAt;
  }

  /** Something has happened: more may follow. */
  public void stir() {
    stirredAt = clock.nanos();
  }

  /** From now on somebody rings for what cannot wait. */
  void widen() {
    wide = true;
  }

  /** From now on a second is the longest: something happens of which nobody tells. */
  public void stayClose() {
    close = true;
  }

  /**
   * How long a calm loop sleeps: until it looks again, or until a little after what it has to do
   * earlier, and at least a tick.
   *
   * @param nanos from now until what it has to do; {@link Long#MAX_VALUE}: nothing
   */
  Duration sleep(long nanos) {
    long untilLook = lookedAt + interval().toNanos() - clock.nanos();
    Duration wanted = Duration.ofNanos(Math.min(nanos, untilLook)).plus(LATE);
    return wanted.compareTo(TaskClock.TICK) < 0 ? TaskClock.TICK : wanted;
  }

  /** Whether nothing has happened for a while. */
  public boolean calm() {
    return clock.nanos() - stirredAt >= CALM_NANOS;
  }

  /**
   * To be asked at each turn.
   *
   * @param restless whether something is going on that wants to be seen closely
   * @return whether this turn is one of those that look at everything
   */
  public boolean looks(boolean restless) {
    long now = clock.nanos();
    boolean looks = restless || !calm() || now - lookedAt >= interval().toNanos();
    if (looks) {
      lookedAt = now;
    }
    return looks;
  }

  private Duration interval() {
    boolean quiet = clock.nanos() - stirredAt >= QUIET_NANOS;
    return wide && quiet && !close ? WIDE : CLOSE;
  }
}
