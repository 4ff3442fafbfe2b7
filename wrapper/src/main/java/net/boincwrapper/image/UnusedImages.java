package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.image.HostImages.HostImage;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Removes images of ours that nobody has used for long, and more, least recently used first, while
 * they take more disk than they may. What builds have left without a name goes likewise.
 */
public final class UnusedImages {
  /** A task that has just obtained its image has no container of it yet. */
  static final Duration FRESH = Duration.ofHours(1);

  /** All tasks of a host together look this often. */
  static final Duration PERIOD = Duration.ofHours(1);

  private static final String LOCK = "collection";
  private static final String STAMP = "images-collected";

  private final Engine engine;
  private final Path directory;
  private final HostClock clock;
  private final HostImages images;
  private final LeftRecords left;

  /**
   * @param store of that engine
   * @param sharedDirectory {@code docker_wrapper/} in the client's data directory
   */
  public UnusedImages(Engine engine, ImageStore store, Path sharedDirectory, HostClock clock) {
    this.engine = engine;
    this.directory = sharedDirectory;
    this.clock = clock;
    this.images = new HostImages(engine, store, sharedDirectory, clock);
    this.left = new LeftRecords(engine, store, sharedDirectory, clock);
  }

  /**
   * How long images are kept.
   *
   * @param unused time after the last use
   * @param bytes that they may take together
   */
  public record Keeping(Duration unused, long bytes) {}

  /** Something that may go. */
  private record Candidate(
      String id, long bytes, Instant lastUse, String name, Optional<HostImage> image) {}

  /**
   * Collects, unless another task does so or has done so in the last hour.
   *
   * @param longest no further image is begun after this
   * @return a line for each image that has gone
   */
  public List<String> collect(Keeping keeping, Duration longest) throws EngineException {
    try {
      Optional<ImageLock> lock =
          Files.isDirectory(directory) ? ImageLock.tryAcquire(directory, LOCK) : Optional.empty();
      if (lock.isEmpty()) {
        return List.of();
      }
      try {
        if (!isDue()) {
          return List.of();
        }
        images.mend();
        forgetLeft();
        return collectNow(keeping, longest);
      } finally {
        lock.get().close();
      }
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What cannot be removed, as a file of root's, must not keep images from going. */
  private void forgetLeft() throws EngineException {
    try {
      for (LeftRecords.Left one : left.list()) {
        forget(one);
      }
    } catch (IOException e) {
      // The next collection looks again.
    }
  }

  private void forget(LeftRecords.Left one) throws EngineException {
    try {
      left.remove(one);
    } catch (IOException e) {
      // It is told by clean.
    }
  }

  /** A time in the future is of a clock that was wrong. */
  private boolean isDue() throws IOException {
    Path stamp = directory.resolve(STAMP);
    Instant now = clock.now();
    if (Files.exists(stamp)) {
      Instant last = Files.getLastModifiedTime(stamp).toInstant();
      if (!last.isAfter(now) && last.plus(PERIOD).isAfter(now)) {
        return false;
      }
    } else {
      Files.createFile(stamp);
    }
    Files.setLastModifiedTime(stamp, FileTime.from(now));
    return true;
  }

  private List<String> collectNow(Keeping keeping, Duration longest) throws EngineException {
    Stopwatch taken = Stopwatch.started(clock);
    List<Candidate> candidates = candidates();
    long total = total(candidates);
    List<String> lines = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Duration unused = Duration.between(candidate.lastUse(), clock.now());
      boolean old = unused.compareTo(keeping.unused()) >= 0;
      boolean tooMuch = total > keeping.bytes();
      if (taken.hasPassed(longest)) {
        break;
      }
      if (unused.compareTo(FRESH) >= 0 && (old || tooMuch) && removed(candidate)) {
        total -= candidate.bytes();
        lines.add(line(candidate, unused, old));
      }
    }
    return lines;
  }

  /** The one that was not used for longest first. */
  private List<Candidate> candidates() throws EngineException {
    List<Candidate> all = new ArrayList<>();
    for (HostImage image : images.list()) {
      all.add(
          new Candidate(
              image.id(),
              image.bytes(),
              image.lastUse(),
              "the image " + image.name(),
              Optional.of(image)));
    }
    if (!all.isEmpty() && !images.isBuilding()) {
      for (KeptImage image : engine.images()) {
        if (image.isStage()) {
          String name = "what a build has left, " + image.id();
          all.add(
              new Candidate(image.id(), image.bytes(), image.createdAt(), name, Optional.empty()));
        }
      }
    }
    all.sort(Comparator.comparing(Candidate::lastUse));
    return all;
  }

  /** Two names of one image take its space once. */
  private static long total(List<Candidate> candidates) {
    Set<String> counted = new TreeSet<>();
    return candidates.stream()
        .filter(candidate -> counted.add(candidate.id()))
        .mapToLong(Candidate::bytes)
        .sum();
  }

  /** What cannot be removed now is tried again the next time. */
  private boolean removed(Candidate candidate) {
    try {
      return candidate.image().isPresent()
          ? images.remove(candidate.image().get())
          : engine.removeImage(candidate.id());
    } catch (EngineException e) {
      return false;
    }
  }

  private static String line(Candidate gone, Duration unused, boolean old) {
    return "removed "
        + gone.name()
        + " ("
        + (gone.bytes() >> 20)
        + " MiB), which no task has used for "
        + (unused.toDays() > 0 ? unused.toDays() + " d" : unused.toHours() + " h")
        + (old ? "" : ": images of ours took more disk than they may");
  }
}
