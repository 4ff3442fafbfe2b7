package net.boincwrapper.slot.record;

import java.time.Instant;

/**
 * How often the tasks of this host have failed to obtain an image.
 *
 * @param count all tries that failed in a row, at least 1
 * @param first when the first of them ended, by the host's clock
 * @param last when the last of them ended
 * @param certain how many of them failed while the network was certain to be there
 * @param firstCertain when the first of those ended; {@code first} where there is none
 * @param reason what went wrong the last time; can have several lines
 */
public record FailedTries(
    int count, Instant first, Instant last, int certain, Instant firstCertain, String reason) {

  /** The first try that failed. */
  public static FailedTries begin(Instant now, boolean certain, String reason) {
    return new FailedTries(1, now, now, certain ? 1 : 0, now, reason);
  }

  /** With one more failed try, which ended now. */
  public FailedTries another(Instant now, boolean networkCertain, String why) {
    return new FailedTries(
        count + 1,
        first,
        now,
        certain + (networkCertain ? 1 : 0),
        networkCertain && certain == 0 ? now : firstCertain,
        why);
  }
}
