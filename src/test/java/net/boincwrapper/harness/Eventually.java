package net.boincwrapper.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for something to become true in a real program. */
public final class Eventually {
  private static final long LOOK_MILLIS = 20;

  /** How much longer than elsewhere a limit is here: a processor may be emulated. */
  private static final int PATIENCE = Integer.getInteger("tests.patience", 1);

  private Eventually() {}

  /** A limit that suits this machine. */
  static Duration here(Duration limit) {
    return limit.multipliedBy(PATIENCE);
  }

  /** Waits until a condition holds; fails with what was awaited and the evidence. */
  public static void await(
      String what, Duration limit, Callable<Boolean> condition, Supplier<String> evidence) {
    long end = System.nanoTime() + here(limit).toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "waited " + here(limit).toSeconds() + " s in vain: " + what + "\n" + evidence.get());
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (AssertionError | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("while waiting: " + what, e);
    }
  }

  /** Lets real time pass. */
  public static void pass(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
