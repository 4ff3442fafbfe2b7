package net.boincwrapper.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock as {@link System#nanoTime()} that a test moves. Starts at a value near overflow. */
public final class FakeNanoTime implements LongSupplier {
  private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  @Override
  public long getAsLong() {
    return now;
  }

  public void advance(Duration step) {
    now += step.toNanos();
  }
}
