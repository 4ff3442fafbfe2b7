package net.boincwrapper.slot;

import java.time.Duration;

/**
 * Limits what looking costs while an app gives cause for it all the time. Looks are free until they
 * have taken more than {@link #SHARE} of a CPU for a while; from then on each must come at least a
 * gap after the one before it, until looks have become rare again. The few for which a client gives
 * cause are never late.
 *
 * <p>Times are in nanoseconds of one clock that never goes backwards. Used by one thread.
 */
final class LookPace {
  /** Of one CPU. */
  private static final double SHARE = 0.03;

  /** The work of a hundred rewrites by a client. */
  private static final long MOST_CREDIT = Duration.ofMillis(300).toNanos();

  private static final long LEAST_GAP = Duration.ofMillis(5).toNanos();

  /** The longest time for which a secret can be read in a file that is written so often. */
  private static final long MOST_GAP = Duration.ofMillis(50).toNanos();

  private long credit = MOST_CREDIT;
  private long countedAt;
  private long lastCost;

  LookPace(long now) {
    this.countedAt = now;
  }

  /** Notes that a look has ended now, which took {@code cost}. */
  void looked(long cost, long now) {
    long earned = (long) ((now - countedAt) * SHARE);
    countedAt = now;
    lastCost = cost;
    credit = Math.max(-MOST_CREDIT, Math.min(MOST_CREDIT, credit + earned) - cost);
  }

  /** How long after the last look the next one is to come; 0 for at once. */
  long gap() {
    return credit > 0 ? 0 : Math.max(LEAST_GAP, Math.min(MOST_GAP, (long) (lastCost / SHARE)));
  }
}
