package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.slot.ImageRecordFile;
import net.boincwrapper.slot.record.ImageRecord;
import net.boincwrapper.time.HostClock;

/**
 * Locks, records and counts of images that an engine has no more: somebody else has removed them,
 * or they never came. A record that stayed would make an image of that name ours that the owner
 * obtains one day. Records of another engine's images are left to that engine.
 */
public final class LeftRecords {
  /** An image that is obtained for another one, as its base, is noted under that one's lock. */
  private static final Duration AGE = Duration.ofDays(1);

  private static final String FAILED = ".failed";

  private static final Pattern FILE =
      Pattern.compile("image-([0-9a-f]{16})\\.(lock|failed|image|image\\.going)");

  private final Engine engine;
  private final ImageRecords records;
  private final Path directory;
  private final HostClock clock;

  /**
   * @param store of that engine
   * @param sharedDirectory {@code docker_wrapper/} in the client's data directory
   */
  public LeftRecords(Engine engine, ImageStore store, Path sharedDirectory) {
    this(engine, store, sharedDirectory, HostClock.system());
  }

  LeftRecords(Engine engine, ImageStore store, Path sharedDirectory, HostClock clock) {
    this.engine = engine;
    this.records = new ImageRecords(store, sharedDirectory, clock);
    this.directory = sharedDirectory;
    this.clock = clock;
  }

  /**
   * What is left of an image.
   *
   * @param lock which may be missing; nobody may have it locked
   * @param image its name; empty where no record tells it
   */
  public record Left(Path lock, Optional<String> image) {}

  /** Those that nobody has touched for a day, and whose failed tries no longer count. */
  public List<Left> list() throws EngineException, IOException {
    List<Left> left = new ArrayList<>();
    for (Map.Entry<String, List<Path>> image : files().entrySet()) {
      if (isLeft(image.getValue())) {
        Path lock = directory.resolve("image-" + image.getKey() + ".lock");
        left.add(new Left(lock, record(image.getValue()).map(ImageRecord::name)));
      }
    }
    return left;
  }

  /**
   * Removes it, unless a task wants the image now. Can be repeated.
   *
   * @return whether it is gone
   */
  public boolean remove(Left left) throws EngineException, IOException {
    String key = key(left.lock());
    Optional<ImageLock> lock = ImageLock.tryAcquire(directory, key);
    if (lock.isEmpty()) {
      return false;
    }
    try {
      List<Path> files = files().getOrDefault(key, List.of());
      // The lock's file may be new: it is made by whoever tries the lock.
      if (!isLeft(files.stream().filter(file -> !file.equals(left.lock())).toList())) {
        return false;
      }
      for (Path file : files) {
        if (!file.equals(left.lock())) {
          Files.deleteIfExists(file);
        }
      }
      lock.get().remove();
      return true;
    } finally {
      lock.get().close();
    }
  }

  private static String key(Path lock) {
    Matcher name = FILE.matcher(String.valueOf(lock.getFileName()));
    if (!name.matches()) {
      throw new IllegalArgumentException(lock + " is no lock of an image");
    }
    return name.group(1);
  }

  /** By image. */
  private Map<String, List<Path>> files() throws IOException {
    Map<String, List<Path>> files = new TreeMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "image-*")) {
      for (Path file : all) {
        Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
        if (name.matches()) {
          files.computeIfAbsent(name.group(1), key -> new ArrayList<>()).add(file);
        }
      }
    } catch (NoSuchFileException e) {
      // No task has been here yet.
    }
    return files;
  }

  private boolean isLeft(List<Path> files) throws EngineException, IOException {
    for (Path file : files) {
      if (isGoing(file) || !isOld(file)) {
        return false;
      }
    }
    Optional<ImageRecordFile> file = file(files);
    if (file.isEmpty()) {
      return true;
    }
    // One that cannot be read may be a later version's, which shares the host.
    Optional<ImageRecord> record = file.get().read();
    return record.isPresent()
        && isOfThisEngine(record.get(), file.get())
        && engine.findImage(record.get().name()).isEmpty();
  }

  private boolean isOfThisEngine(ImageRecord record, ImageRecordFile file) {
    return records.of(record.name()).equals(file);
  }

  /** Whose removal was cut short, by a crash, gets its record back first. */
  private static boolean isGoing(Path file) {
    return file.toString().endsWith(ImageRecordFile.GOING);
  }

  private boolean isOld(Path file) throws IOException {
    try {
      Instant touched = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      Duration age = file.toString().endsWith(FAILED) ? ImageRetries.FORGOTTEN : AGE;
      return touched.plus(age).isBefore(clock.now());
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static Optional<ImageRecord> record(List<Path> files) throws IOException {
    Optional<ImageRecordFile> file = file(files);
    return file.isPresent() ? file.get().read() : Optional.empty();
  }

  private static Optional<ImageRecordFile> file(List<Path> files) {
    return files.stream()
        .filter(file -> file.toString().endsWith(ImageRecordFile.SUFFIX))
        .map(ImageRecordFile::new)
        .findFirst();
  }
}
