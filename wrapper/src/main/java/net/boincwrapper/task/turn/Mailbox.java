package net.boincwrapper.task.turn;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * What other threads want done in the loop's thread, in order. It waits by itself where its clock
 * is the machine's: only its own monitor hears of a letter at once.
 */
public final class Mailbox {
  private final ArrayDeque<Runnable> letters = new ArrayDeque<>();
  private boolean nudged;
  private boolean wokenByNudge;

  /** Leaves something to do in the loop's thread. May be called from any thread. */
  public synchronized void post(Runnable letter) {
    letters.add(letter);
    notifyAll();
  }

  /** There is something to look at. May come as often as it likes: see {@link #await}. */
  public synchronized void nudge() {
    if (!nudged) {
      nudged = true;
      notifyAll();
    }
  }

  /** The next letter; empty if there is none. */
  public synchronized Optional<Runnable> take() {
    return Optional.ofNullable(letters.poll());
  }

  /** Whether there is something to do for whoever waits. */
  synchronized boolean wakes() {
    return nudged || !letters.isEmpty();
  }

  /**
   * Returns once there is a letter, after a nudge, or after the limit.
   *
   * @param least the least time that passes before a nudge is heeded
   */
  synchronized void await(Duration least, Duration limit) {
    long begin = System.nanoTime();
    for (long left = left(begin, least, limit);
        letters.isEmpty() && left > 0;
        left = left(begin, least, limit)) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        // Nobody interrupts the loop on purpose; if it happens, it looks around a little earlier.
        break;
      }
    }
    wokenByNudge = nudged;
    nudged = false;
  }

  /** Whether there was a nudge before the last wait ended. */
  public synchronized boolean wokenByNudge() {
    return wokenByNudge;
  }

  /** In milliseconds, rounded up: after an early return, nothing would be due. */
  private long left(long begin, Duration least, Duration limit) {
    Duration time = nudged && least.compareTo(limit) < 0 ? least : limit;
    return (begin + time.toNanos() - System.nanoTime() + 999_999) / 1_000_000;
  }
}
