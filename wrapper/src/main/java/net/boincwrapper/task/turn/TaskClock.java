package net.boincwrapper.task.turn;

import java.time.Duration;
import java.time.Instant;
import net.boincwrapper.time.HostClock;

/** The clock of a loop, which also waits for its mailbox. */
public interface TaskClock extends HostClock {
  /** How often the loop looks around when nothing happens: the client's messages at 10 Hz. */
  Duration TICK = Duration.ofMillis(100);

  /** Waits until the mailbox holds something, but no longer than the limit. */
  void await(Mailbox mailbox, Duration limit);

  /** The clock of this machine. */
  static TaskClock system() {
    HostClock host = HostClock.system();
    return new TaskClock() {
      @Override
      public Instant now() {
        return host.now();
      }

      @Override
      public long nanos() {
        return host.nanos();
      }

      @Override
      public void sleep(Duration time) throws InterruptedException {
        host.sleep(time);
      }

      @Override
      public void await(Mailbox mailbox, Duration limit) {
        mailbox.await(TICK, limit);
      }
    };
  }
}
