package net.boincwrapper.cli.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Questions that may hang: an engine, a disk that is away. Each has a thread of its own, which
 * nobody waits for once the time is over.
 */
final class Answers {
  private static final String LATER = "the host may be busy: try again later";
  private static final String AS_ROOT = "as root more can be seen";

  private final Stopwatch begun;
  private final Duration time;

  /**
   * @param time for all questions together, from now on
   */
  Answers(HostClock clock, Duration time) {
    this.begun = Stopwatch.started(clock);
    this.time = time;
  }

  /** Begins to ask. */
  <T> Asked<T> ask(Callable<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                answer.complete(question.call());
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            },
            "host");
    thread.setDaemon(true);
    thread.start();
    return new Asked<>(answer);
  }

  /** A question that was asked. */
  final class Asked<T> {
    private final CompletableFuture<T> answer;

    private Asked(CompletableFuture<T> answer) {
      this.answer = answer;
    }

    /**
     * Waits for the answer, and says where there is none.
     *
     * @param what was asked for
     */
    Optional<T> get(List<Fault> faults, String what) {
      try {
        Optional<T> known = get();
        if (known.isEmpty()) {
          faults.add(Fault.lasting(what + ": no answer in time", LATER));
        }
        return known;
      } catch (Exception e) {
        faults.add(Fault.lasting(what + " cannot be told: " + Failure.describe(e), AS_ROOT));
        return Optional.empty();
      }
    }

    /**
     * Waits for the answer.
     *
     * @return empty where none came in time
     * @throws Exception what the question ended with
     */
    Optional<T> get() throws Exception {
      long left = Math.max(1, begun.nanosUntil(time));
      CompletableFuture<Optional<T>> known =
          answer
              .thenApply(Optional::of)
              .completeOnTimeout(Optional.empty(), left, TimeUnit.NANOSECONDS);
      try {
        return known.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  }
}
