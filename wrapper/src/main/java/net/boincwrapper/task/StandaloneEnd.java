package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;

/** How a task without a client has left. */
public sealed interface StandaloneEnd {

  /**
   * The task is over.
   *
   * @param status the exit status that a client would report
   * @param message one line or more; empty if the status says it all
   */
  record Finished(int status, String message) implements StandaloneEnd {}

  /** The job cannot run as it is. */
  record Rejected(String problems) implements StandaloneEnd {}

  /**
   * A client would start it again.
   *
   * @param delay the delay that somebody asked for; empty: none in particular
   */
  record Postponed(Optional<Duration> delay, String reason) implements StandaloneEnd {}

  /**
   * Stopped by a signal.
   *
   * @param signal such as {@code INT}
   * @param paused whether the container was left paused
   */
  record Stopped(String signal, boolean paused) implements StandaloneEnd {}
}
