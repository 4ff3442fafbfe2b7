package net.boincwrapper.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Time, and waiting for it: the seam by which tests run without sleeping. */
public interface HostClock {
  /** The time of day. It lasts longer than this process, and may be set back. */
  Instant now();

  /** Nanoseconds since some moment; never goes backwards. */
  long nanos();

  /** Lets so much time pass. */
  void sleep(Duration time) throws InterruptedException;

  /** The clock of this machine. */
  static HostClock system() {
    return new HostClock() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
      }
    };
  }
}
