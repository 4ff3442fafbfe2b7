package net.boincwrapper.task.turn;

import java.time.Duration;

/** How long a calm loop sleeps: a tick, unless somebody rings when the client says something. */
public final class LoopSleep {
  private final LoopPace pace;
  private final Wakeup wakeup;
  private final Mailbox mailbox;
  private final Runnable onListening;
  private boolean asked;
  private boolean rings;

  /**
   * @param onListening told when there is somebody who rings
   */
  public LoopSleep(LoopPace pace, Wakeup wakeup, Mailbox mailbox, Runnable onListening) {
    this.pace = pace;
    this.wakeup = wakeup;
    this.mailbox = mailbox;
    this.onListening = onListening;
  }

  /**
   * Asks for the bell, the first time.
   *
   * @param nanos from now until what the loop has to do; {@link Long#MAX_VALUE}: nothing
   */
  public Duration length(long nanos) {
    if (!asked) {
      asked = true;
      wakeup.begin(() -> mailbox.post(this::rung));
    }
    return rings ? pace.sleep(nanos) : TaskClock.TICK;
  }

  private void rung() {
    if (!rings) {
      rings = true;
      pace.widen();
      onListening.run();
    }
  }
}
