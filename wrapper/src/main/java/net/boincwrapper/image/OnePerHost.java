package net.boincwrapper.image;

import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.time.HostClock;

/** Obtains an image once for all tasks of a host: one does it, and the others wait. */
final class OnePerHost {
  private final Engine engine;
  private final Path directory;
  private final HostClock clock;
  private final boolean firstFailureIsFinal;
  private final ImageRecords records;

  /**
   * @param store of that engine
   * @param directory where the tasks of the host have their locks
   * @param firstFailureIsFinal for an author, who is waiting for the answer
   */
  OnePerHost(
      Engine engine,
      ImageStore store,
      Path directory,
      HostClock clock,
      boolean firstFailureIsFinal) {
    this.engine = engine;
    this.directory = directory;
    this.clock = clock;
    this.firstFailureIsFinal = firstFailureIsFinal;
    this.records = new ImageRecords(store, directory, clock);
  }

  /** Which of this host's images are ours. */
  ImageRecords records() {
    return records;
  }

  /** The image, if it is here and nobody is removing it. */
  Optional<ImageInfo> here(String name) throws EngineException {
    return records.use(name) ? engine.findImage(name) : Optional.empty();
  }

  /** What a failure says of the job. */
  enum Weight {
    /** Another try gives the same. */
    SETTLED,
    /** The network was there, the disk was not full: a few tries give certainty. */
    CERTAIN,
    UNCERTAIN
  }

  /** Weighs a failure. */
  interface Judge {
    Weight of(EngineException failure);
  }

  /** Looks whether the wanted image is there. */
  interface Look {
    Optional<ImageInfo> run() throws EngineException;
  }

  /** Something that the engine does, and that takes its time. */
  interface Act {
    void run() throws EngineException;
  }

  /** While the task is suspended, the lock is free for tasks that are not. */
  ImageInfo obtain(String name, ImageAttempt errand, Look look, Act act, Judge judge)
      throws EngineException {
    while (true) {
      errand.awaitResume();
      try {
        return locked(name, errand, look, act, judge);
      } catch (EngineException e) {
        if (!errand.isSetAside()) {
          throw e;
        }
      }
    }
  }

  /** Obtains an image under the host's lock, unless another task has obtained it meanwhile. */
  private ImageInfo locked(String name, ImageAttempt errand, Look look, Act act, Judge judge)
      throws EngineException {
    String key = records.key(name);
    ImageLock lock = ImageLock.acquire(directory, key, errand);
    try {
      Optional<ImageInfo> meanwhile = look.run();
      if (meanwhile.isPresent()) {
        records.useLocked(name);
        return meanwhile.get();
      }
      ImageRetries tries = ImageRetries.of(directory, key, clock, firstFailureIsFinal);
      tries.awaitTurn();
      attempt(act, tries, judge);
      ImageInfo image = found(name);
      // What took long to obtain is not unused for as long.
      records.useLocked(name);
      return image;
    } finally {
      lock.close();
    }
  }

  private static void attempt(Act act, ImageRetries tries, Judge judge) throws EngineException {
    try {
      act.run();
    } catch (EngineException e) {
      Weight weight = counts(e) ? judge.of(e) : Weight.SETTLED;
      throw weight == Weight.SETTLED ? e : tries.failed(e, weight == Weight.CERTAIN);
    }
    tries.succeeded();
  }

  /** Whether a failure is about the image: not the engine's, and not a cancellation. */
  static boolean counts(EngineException e) {
    return !e.worthRetry() && e.kind() != EngineException.Kind.CANCELLED;
  }

  private ImageInfo found(String name) throws EngineException {
    return engine
        .findImage(name)
        .orElseThrow(
            () ->
                new EngineException(
                    EngineException.Kind.RETRYABLE,
                    "the engine said that "
                        + name
                        + " was obtained, but does not have it; was it removed meanwhile?"));
  }
}
