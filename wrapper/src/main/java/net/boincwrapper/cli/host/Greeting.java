package net.boincwrapper.cli.host;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.cli.host.Answers.Asked;

/**
 * Whether a container of our own has said hello.
 *
 * @param lasted how long it took; empty: it has not been seen to say it
 * @param why it did not say it; empty unless it failed
 */
record Greeting(Outcome outcome, Optional<Duration> lasted, Optional<String> why) {
  enum Outcome {
    SAID,
    /** It ran otherwise than told, or could not be made: no task's container would run. */
    FAILED,
    /** The look was over before. That is a busy host as well as an engine that hangs. */
    LATE,
    /** No engine, or no such program for its architecture. */
    UNTRIED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Greeting UNTRIED = of(Outcome.UNTRIED);
  static final Greeting LATE = of(Outcome.LATE);

  private static Greeting of(Outcome outcome) {
    return new Greeting(outcome, Optional.empty(), Optional.empty());
  }

  static Greeting said(Duration lasted) {
    return new Greeting(Outcome.SAID, Optional.of(lasted), Optional.empty());
  }

  static Greeting failed(String why) {
    return new Greeting(Outcome.FAILED, Optional.empty(), Optional.of(why));
  }

  /** Waits for what {@link Hello#run} says. */
  static Greeting of(Asked<Optional<Duration>> hello) {
    try {
      Optional<Optional<Duration>> tried = hello.get();
      return tried.isEmpty() ? LATE : tried.get().map(Greeting::said).orElse(UNTRIED);
    } catch (Exception e) {
      boolean late = e.getCause() instanceof SocketTimeoutException;
      return late ? LATE : failed(String.valueOf(e.getMessage()));
    }
  }
}
