package net.boincwrapper.task.turn;

import java.time.Duration;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * How closely the loop looks at the task. The client's messages are worth ten looks a second; while
 * the app just runs, all else is worth one. Where somebody else looks for the messages, the loop
 * sleeps as long, and after a while for four seconds: what that saves is most of what a wrapper
 * costs over a task's life. Whatever happens makes it look at every turn for a while.
 */
public final class LoopPace {
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final Duration WIDE = Duration.ofSeconds(4);

  /** A calm loop sleeps a little longer, so that what is due when it wakes is due. */
  private static final Duration LATE = Duration.ofMillis(20);

  private final Stopwatch sinceStir;
  private final Stopwatch sinceLook;
  private boolean wide;
  private boolean close;

  public LoopPace(HostClock clock) {
    this.sinceStir = Stopwatch.started(clock);
    this.sinceLook = Stopwatch.started(clock);
  }

  /** Something has happened: more may follow. */
  public void stir() {
    sinceStir.restart();
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
    long untilLook = sinceLook.nanosUntil(interval());
    Duration wanted = Duration.ofNanos(Math.min(nanos, untilLook)).plus(LATE);
    return wanted.compareTo(TaskClock.TICK) < 0 ? TaskClock.TICK : wanted;
  }

  /** Whether nothing has happened for a while. */
  public boolean calm() {
    return sinceStir.hasPassed(CALM);
  }

  /**
   * To be asked at each turn.
   *
   * @param restless whether something is going on that wants to be seen closely
   * @return whether this turn is one of those that look at everything
   */
  public boolean looks(boolean restless) {
    boolean looks = restless || !calm() || sinceLook.hasPassed(interval());
    if (looks) {
      sinceLook.restart();
    }
    return looks;
  }

  private Duration interval() {
    boolean quiet = sinceStir.hasPassed(QUIET);
    return wide && quiet && !close ? WIDE : CLOSE;
  }
}
