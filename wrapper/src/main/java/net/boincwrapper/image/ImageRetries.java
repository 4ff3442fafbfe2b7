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
 * Decides when to give up an image that could not be obtained. A build may have failed because of
 * the network, and nobody can list all the words that would tell so. It is therefore tried again
 * later, and the tries are counted for the whole host. An author, who is waiting for the answer,
 * hears of the first failure.
 *
 * <p>All of it happens under the image's lock.
 */
final class ImageRetries {
  /** So many failures while the network was certainly there, over at least {@link #SPAN}. */
  static final int ENOUGH = 3;

  static final Duration SPAN = Duration.ofHours(1);

  /**
   * So many failures otherwise, over at least {@link #UNCERTAIN_SPAN}: without this it might never
   * end.
   */
  static final int ENOUGH_UNCERTAIN = 6;

  static final Duration UNCERTAIN_SPAN = Duration.ofHours(24);

  private static final Duration SECOND_TRY = Duration.ofMinutes(10);
  private static final Duration FURTHER_TRIES = Duration.ofHours(6);

  /** After this long without a try the count starts again. */
  static final Duration FORGOTTEN = Duration.ofDays(7);

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
   * @param directory shared by the tasks of the host
   * @param key hexadecimal digits that stand for the image
   * @param firstIsFinal for an author: nothing is counted
   */
  static ImageRetries of(Path directory, String key, HostClock clock, boolean firstIsFinal) {
    return new ImageRetries(
        new FailedTriesFile(directory.resolve("image-" + key + ".failed")), clock, firstIsFinal);
  }

  /**
   * Checks whether it is time for a try.
   *
   * @throws EngineException postponed, if another try failed a short time ago; or the last failure
   *     itself, if that was the final one
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
    // Waits take whole seconds, and this one must not be shorter than what is left.
    throw isOver(tries) ? givenUp(tries) : postponed(tries, left.plusSeconds(1));
  }

  /**
   * Counts a failed try and decides what follows.
   *
   * @param networkCertain whether the network was certainly there @return the failure that the task
   *     is to act on
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
      // Should the image be lost again, the count continues from there; it is forgotten in a week.
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

  /** After giving up, a later task tries once more, but not every one that is queued. */
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
