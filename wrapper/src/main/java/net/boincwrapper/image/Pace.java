package net.boincwrapper.image;

import java.time.Duration;
import java.time.Instant;

/** Time as waiting sees it, so that tests need not wait. */
interface Pace {
  /** How long after some fixed moment it is now; never goes back. */
  Duration now();

  void pause(Duration duration) throws InterruptedException;

  /** The time of day, which lasts longer than this process and may be set back. */
  default Instant time() {
    return Instant.now();
  }

  /** Real time. */
  static Pace real() {
    return new Pace() {
      @Override
      public Duration now() {
        return Duration.ofNanos(System.nanoTime());
      }

      @Override
      public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
      }
    };
  }
}
