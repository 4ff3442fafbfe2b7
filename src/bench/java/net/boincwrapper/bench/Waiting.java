package net.boincwrapper.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what is measured, looking often enough to be exact to about a millisecond. */
final class Waiting {
  private static final long LOOK_NANOS = 500_000;

  private Waiting() {}

  /** Something that can be looked at. */
  interface Look {
    boolean holds() throws IOException;
  }

  /** Seconds since 1970, as the apps' {@code EPOCHREALTIME}. */
  static double now() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }

  /**
   * Waits until a condition holds and tells when that was.
   *
   * @param evidence for the message where it never does
   * @throws BenchException if it does not hold in time
   */
  static double until(String what, Duration limit, Look look, Supplier<String> evidence)
      throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!look.holds()) {
      if (System.nanoTime() > end) {
        throw new BenchException(
            "waited " + limit.toSeconds() + " s in vain: " + what + "\n" + evidence.get());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return now();
  }

  /** Lets time pass. */
  static void pass(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
