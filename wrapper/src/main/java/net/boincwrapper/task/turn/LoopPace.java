package net.boincwrapper.task.turn;

import java.time.Duration;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * How often the loop looks at the task. The client's messages are worth ten looks a second; while
 * the app just runs, everything else is worth one. If somebody else looks for the messages, the
 * loop sleeps for that second, and after a while for four: this saves most of what a wrapper costs
 * over a task's life. After any event, it looks at every turn for a while.
 */
public final class LoopPace {
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final Duration WIDE = Duration.ofSeconds(4);

  /** A calm loop sleeps a little longer, so that what it wakes for is really due. */
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

  /** From now on, the loop is woken for what cannot wait. */
  void widen() {
    wide = true;
  }

  /**
   * From now on, it never sleeps longer than a second: something is going on that nobody reports.
   */
  public void stayClose() {
    close = true;
  }

  /**
   * How long a calm loop sleeps: until a little after its next look, or after what it has to do
   * earlier, and at least a tick.
   *
   * @param nanos until what it has to do; {@link Long#MAX_VALUE}: nothing
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
   * Call it at each turn.
   *
   * @param restless whether something is going on that needs a close look
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
