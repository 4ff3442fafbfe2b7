package net.boincwrapper.task;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/** What other threads want done in the loop's thread, in order. */
final class Mailbox {
  private final ArrayDeque<Runnable> letters = new ArrayDeque<>();

  synchronized void post(Runnable letter) {
    letters.add(letter);
    notifyAll();
  }

  synchronized Optional<Runnable> take() {
    return Optional.ofNullable(letters.poll());
  }

  synchronized boolean isEmpty() {
    return letters.isEmpty();
  }

  /** Returns once there is something, or after the limit. */
  synchronized void await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toMillis();
        letters.isEmpty() && left > 0;
        left = (end - System.nanoTime()) / 1_000_000) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        // Nobody interrupts the loop on purpose; it looks around a little earlier.
        return;
      }
    }
  }
}
