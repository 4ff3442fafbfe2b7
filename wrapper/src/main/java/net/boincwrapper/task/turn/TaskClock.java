package net.boincwrapper.task.turn;

import java.time.Duration;
import java.time.Instant;

/** Time, and waiting for it: the seam by which tests run without sleeping. */
public interface TaskClock {
  /** How often the loop looks around when nothing happens: the client's messages at 10 Hz. */
  Duration TICK = Duration.ofMillis(100);

  Instant now();

  /** Nanoseconds since some moment; never goes backwards. */
  long nanos();

  /** Waits until the mailbox holds something, at most so long. */
  void await(Mailbox mailbox, Duration limit);

  /** The clock of this machine. */
  static TaskClock system() {
    return new TaskClock() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void await(Mailbox mailbox, Duration limit) {
        mailbox.await(TICK, limit);
      }
    };
  }
}
