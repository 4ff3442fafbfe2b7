package net.boincwrapper.engine.http;

import java.time.Duration;

/**
 * What one request may take.
 *
 * @param time from the connection on
 * @param untilHead whether the time ends with the head of the answer: what follows may take for
 *     ever
 * @param bodyBytes most bytes of the answer's body
 */
public record CallLimits(Duration time, boolean untilHead, long bodyBytes) {
  /** Most bytes of an answer that is one document. */
  static final long DOCUMENT_BYTES = 4L << 20;

  /** A call with a short answer. */
  public static CallLimits call(Duration time) {
    return new CallLimits(time, false, DOCUMENT_BYTES);
  }

  /** Work that reports as it goes, or a log: any length, within a time. */
  public static CallLimits work(Duration time) {
    return new CallLimits(time, false, Long.MAX_VALUE);
  }

  /** An answer that begins at once and lasts until something happens. */
  public static CallLimits stream(Duration untilHead) {
    return new CallLimits(untilHead, true, Long.MAX_VALUE);
  }
}
