package net.boincwrapper.engine.http;

import java.time.Duration;

/**
 * How long a request may take, and how long its answer may be.
 *
 * @param time counted from the connection
 * @param untilHead whether only the head of the answer must come within the time; the rest may take
 *     for ever
 * @param bodyBytes most bytes of the answer's body
 */
public record CallLimits(Duration time, boolean untilHead, long bodyBytes) {
  /** Most bytes of an answer that is one document. */
  static final long DOCUMENT_BYTES = 4L << 20;

  /** A call with a short answer. */
  public static CallLimits call(Duration time) {
    return new CallLimits(time, false, DOCUMENT_BYTES);
  }

  /** Work that reports its progress, or a log: any length, but a limited time. */
  public static CallLimits work(Duration time) {
    return new CallLimits(time, false, Long.MAX_VALUE);
  }

  /** An answer that begins at once and lasts until something happens. */
  public static CallLimits stream(Duration untilHead) {
    return new CallLimits(untilHead, true, Long.MAX_VALUE);
  }
}
