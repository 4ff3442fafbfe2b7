package net.boincwrapper.task.turn;

import java.time.Duration;

/** How long a calm loop sleeps: a tick, unless somebody rings when the client says something. */
public final class Rest {
  private final Attention attention;
  private final Bell bell;
  private final Mailbox mailbox;
  private final Runnable onListening;
  private boolean asked;
  private boolean rings;

  /**
   * @param onListening told when there is somebody who rings
   */
  public Rest(Attention attention, Bell bell, Mailbox mailbox, Runnable onListening) {
    this.attention = attention;
    this.bell = bell;
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
      bell.begin(() -> mailbox.post(this::rung));
    }
    return rings ? attention.sleep(nanos) : TaskClock.TICK;
  }

  private void rung() {
    if (!rings) {
      rings = true;
      attention.widen();
      onListening.run();
    }
  }
}
