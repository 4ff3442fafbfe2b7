package net.boincwrapper.task.turn;

import java.time.Duration;
import java.util.function.Consumer;
import net.boincwrapper.client.Herald;

/** How long a calm loop sleeps: a tick, unless somebody wakes it when the client says something. */
public final class LoopSleep {
  private final LoopPace pace;
  private final Wakeup wakeup;
  private final Mailbox mailbox;
  private final Consumer<Herald> onHerald;
  private boolean asked;
  private boolean wakes;

  /**
   * @param onHerald given whoever wakes us, after the first time, if it can also tell the client
   *     how the task is
   */
  public LoopSleep(LoopPace pace, Wakeup wakeup, Mailbox mailbox, Consumer<Herald> onHerald) {
    this.pace = pace;
    this.wakeup = wakeup;
    this.mailbox = mailbox;
    this.onHerald = onHerald;
  }

  /**
   * The first call asks to be woken.
   *
   * @param nanos until what the loop has to do; {@link Long#MAX_VALUE}: nothing
   */
  public Duration length(long nanos) {
    if (!asked) {
      asked = true;
      wakeup.begin(() -> mailbox.post(this::woken));
    }
    return wakes ? pace.sleep(nanos) : TaskClock.TICK;
  }

  private void woken() {
    if (!wakes) {
      wakes = true;
      pace.widen();
      wakeup.herald().ifPresent(onHerald);
    }
  }
}
