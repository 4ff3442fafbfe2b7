package net.boincwrapper.engine;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An engine's verb failed. "Already so" is never a failure: a verb succeeds if its effect is there.
 *
 * <p>The message says what was attempted, what happened and what to do.
 */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the failure means for the task. */
  public enum Kind {
    /** The engine does not answer: down, restarting, hung. Worth another try. */
    UNREACHABLE,
    /**
     * The engine answered, but cannot do it now: busy, disk full, no network. Worth another try.
     */
    RETRYABLE,
    /** The image, container or stage is not there. */
    NOT_FOUND,
    /** The image's program was not found or is not executable (127, 126). */
    NOT_RUNNABLE,
    /** The build's own commands failed. */
    BUILD_FAILED,
    /** The engine refused the request, and will refuse it again. */
    FINAL,
    /** We gave up waiting because we were told to. */
    CANCELLED
  }

  private final Kind kind;
  private final @Nullable Duration delay;

  public EngineException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.delay = null;
  }

  public EngineException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.delay = null;
  }

  private EngineException(String message, Duration delay) {
    super(message);
    this.kind = Kind.RETRYABLE;
    this.delay = delay;
  }

  /**
   * Worth another try, but not before some time has passed.
   *
   * @param delay more than 0
   */
  public static EngineException postponed(String message, Duration delay) {
    return new EngineException(message, delay);
  }

  public Kind kind() {
    return kind;
  }

  /** How long to wait before another try; empty where the caller decides. */
  public Optional<Duration> delay() {
    return Optional.ofNullable(delay);
  }

  /** Whether the same call may succeed later without anyone changing the job. */
  public boolean worthRetry() {
    return kind == Kind.UNREACHABLE || kind == Kind.RETRYABLE;
  }
}
