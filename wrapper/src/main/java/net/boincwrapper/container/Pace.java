package net.boincwrapper.container;

import java.time.Duration;

/** Time as waiting sees it, so that tests need not wait. */
interface Pace {
  /** How long after some fixed moment it is now; never goes back. */
  Duration now();

  void pause(Duration duration) throws InterruptedException;

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
