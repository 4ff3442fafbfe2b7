package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.slot.FailedTriesFile;
import net.boincwrapper.slot.record.FailedTries;
import net.boincwrapper.time.HostClock;

/**
 * Decides when an image that could not be had is given up. A build that fails may have failed for
 * the network, in words that nobody can list; so it is tried again, and later, and the tries are
 * counted for the whole host. An author, who waits for the answer, is told of the first.
 *
 * <p>All of it happens under the image's lock.
 */
final class ImageRetries {
  /** So many tries while the network was certain to be there, over at least {@link #SPAN}. */
  static final int ENOUGH = 3;

  static final Duration SPAN = Duration.ofHours(1);

  /** So many where it never was, over at least {@link #UNCERTAIN_SPAN}: else it never ends. */
  static final int ENOUGH_UNCERTAIN = 6;

  static final Duration UNCERTAIN_SPAN = Duration.ofHours(24);

  private static final Duration SECOND_TRY = Duration.ofMinutes(10);
  private static final Duration FURTHER_TRIES = Duration.ofHours(6);

  /** After so long without a try the count begins anew. */
  private static final Duration FORGOTTEN = Duration.ofDays(7);

  private final FailedTriesFile file;
  private final HostClock clock;
  private final boolean firstIsFinal;

  private ImageRetries(FailedTriesFile file, HostClock clock, boolean firstIsFinal) {
    this.file = file;
    this.clock = clock;
    this.firstIsFinal = firstIsFinal;
  }

  /**
   * The tries for one image.
   *
   * @param directory that the tasks of the host share
   * @param key hexadecimal digits that stand for the image
   * @param firstIsFinal for an author: nothing is counted
   */
  static ImageRetries of(Path directory, String key, HostClock clock, boolean firstIsFinal) {
    return new ImageRetries(
        new FailedTriesFile(directory.resolve("image-" + key + ".failed")), clock, firstIsFinal);
  }

  /**
   * Looks whether it is time for a try.
   *
   * @throws EngineException postponed: another try has failed a short time ago; or its own failure,
   *     where that was the last
   */
  void awaitTurn() throws EngineException {
    Optional<FailedTries> before = before();
    if (before.isEmpty()) {
      return;
    }
    FailedTries tries = before.get();
    Duration left = Duration.between(clock.now(), tries.last().plus(pauseAfter(tries)));
    if (left.isNegative() || left.isZero()) {
      return;
    }
    // Whole seconds are waited, and no less than what is left.
    throw isOver(tries) ? givenUp(tries) : postponed(tries, left.plusSeconds(1));
  }

  /**
   * Counts a try that failed, and says what follows.
   *
   * @param networkCertain whether the network was certain to be there
   * @return the failure, as the task is to take it
   */
  EngineException failed(EngineException failure, boolean networkCertain) {
    if (firstIsFinal) {
      return failure;
    }
    String reason = String.valueOf(failure.getMessage());
    Instant now = clock.now();
    FailedTries tries =
        before()
            .map(t -> t.another(now, networkCertain, reason))
            .orElseGet(() -> FailedTries.begin(now, networkCertain, reason));
    try {
      file.write(tries);
    } catch (IOException e) {
      return new EngineException(
          Kind.RETRYABLE, reason + "\nand the try could not be counted: " + e, failure);
    }
    return isOver(tries) ? givenUp(tries) : postponed(tries, pauseAfter(tries));
  }

  /** The image is there. */
  void succeeded() {
    try {
      file.remove();
    } catch (IOException e) {
      // The count goes on from there should the image be lost again, and is forgotten in a week.
    }
  }

  /** A clock that was set back makes the record worthless. */
  private Optional<FailedTries> before() {
    if (firstIsFinal) {
      return Optional.empty();
    }
    try {
      Instant now = clock.now();
      return file.read()
          .filter(t -> !t.last().isAfter(now) && !t.first().isAfter(t.last()))
          .filter(t -> t.last().plus(FORGOTTEN).isAfter(now));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isOver(FailedTries tries) {
    return spans(tries.certain(), ENOUGH, tries.firstCertain(), tries.last(), SPAN)
        || spans(tries.count(), ENOUGH_UNCERTAIN, tries.first(), tries.last(), UNCERTAIN_SPAN);
  }

  private static boolean spans(int count, int enough, Instant from, Instant to, Duration span) {
    return count >= enough && Duration.between(from, to).compareTo(span) >= 0;
  }

  /** Once it is over, a later task tries once more, but not each of those that are queued. */
  private static Duration pauseAfter(FailedTries tries) {
    if (isOver(tries)) {
      return SPAN;
    }
    return switch (tries.count()) {
      case 1 -> SECOND_TRY;
      case 2 -> SPAN.minus(SECOND_TRY);
      default -> tries.certain() >= 1 && tries.certain() < ENOUGH ? SPAN : FURTHER_TRIES;
    };
  }

  private static EngineException postponed(FailedTries tries, Duration delay) {
    long minutes = Math.max(1, (delay.toSeconds() + 59) / 60);
    return EngineException.postponed(
        "no image yet (failed tries: "
            + tries.count()
            + ", at least "
            + ENOUGH
            + " in an hour; next in "
            + minutes
            + " min): "
            + tries.reason(),
        delay);
  }

  private static EngineException givenUp(FailedTries tries) {
    return new EngineException(
        Kind.FINAL,
        "given up after "
            + tries.count()
            + " tries in "
            + Duration.between(tries.first(), tries.last()).toMinutes()
            + " min: "
            + tries.reason());
  }
}
