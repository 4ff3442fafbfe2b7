package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.Inventory.KeptImage;
import net.boincwrapper.slot.ImageRecordFile;
import net.boincwrapper.slot.record.ImageRecord;
import net.boincwrapper.time.HostClock;

/**
 * The images that the tasks of one client have brought to this host: records prove that they were
 * not there before. An image of the same name that is the owner's has none, and is none of these.
 */
public final class HostImages {
  private final Engine engine;
  private final Path directory;
  private final ImageRecords records;

  /**
   * @param sharedDirectory {@code docker_wrapper/} in the client's data directory
   */
  public HostImages(Engine engine, Path sharedDirectory) {
    this(engine, sharedDirectory, HostClock.system());
  }

  HostImages(Engine engine, Path sharedDirectory, HostClock clock) {
    this.engine = engine;
    this.directory = sharedDirectory;
    this.records = new ImageRecords(sharedDirectory, clock);
  }

  /**
   * An image of ours.
   *
   * @param name by which it is removed: other names of it stay
   * @param bytes with the layers that it shares with others
   * @param lastUse when a task has obtained it last, to start with it
   */
  public record HostImage(
      String name, String id, long bytes, ImageRecord.Origin origin, Instant lastUse) {}

  /** Those that are here, the one that was not used for longest first. */
  public List<HostImage> list() throws EngineException {
    List<ImageRecord> known = known();
    if (known.isEmpty()) {
      return List.of();
    }
    Map<String, Long> sizes = new HashMap<>();
    for (KeptImage image : engine.images()) {
      sizes.put(image.id(), image.bytes());
    }
    List<HostImage> images = new ArrayList<>();
    for (ImageRecord record : known) {
      Optional<ImageInfo> image = engine.findImage(record.name());
      if (image.isPresent()) {
        long bytes = sizes.getOrDefault(image.get().id(), 0L);
        images.add(
            new HostImage(
                record.name(), image.get().id(), bytes, record.origin(), lastUse(record)));
      }
    }
    images.sort(Comparator.comparing(HostImage::lastUse));
    return List.copyOf(images);
  }

  private List<ImageRecord> known() {
    try {
      return records.all();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Instant lastUse(ImageRecord record) {
    try {
      return records.of(record.name()).lastUse().orElse(record.absent());
    } catch (IOException e) {
      return record.absent();
    }
  }

  /**
   * Removes one, unless a task has begun to use it since it was listed, another task is obtaining
   * it, or a container or another image needs it. Can be repeated.
   *
   * @return whether it is gone
   */
  public boolean remove(HostImage image) throws EngineException {
    ImageRecordFile record = records.of(image.name());
    try {
      Optional<ImageLock> lock = ImageLock.tryAcquire(directory, OnePerHost.key(image.name()));
      if (lock.isEmpty()) {
        return false;
      }
      try {
        boolean gone = record.beginRemoval(image.lastUse()) && removed(image, record);
        if (gone) {
          lock.get().remove();
        }
        return gone;
      } finally {
        lock.get().close();
      }
    } catch (IOException e) {
      return false;
    }
  }

  private boolean removed(HostImage image, ImageRecordFile record)
      throws EngineException, IOException {
    boolean gone = false;
    try {
      gone = engine.removeImage(image.name());
    } finally {
      if (gone) {
        record.removed();
      } else {
        record.giveUpRemoval();
      }
    }
    return gone;
  }

  /** Gives images whose removal was cut short, by a crash, their records back. */
  void mend() throws IOException {
    for (ImageRecordFile record : records.cutShort()) {
      Optional<ImageLock> lock = ImageLock.tryAcquire(directory, records.key(record));
      if (lock.isPresent()) {
        try {
          if (record.isRemovalCutShort()) {
            record.giveUpRemoval();
          }
        } finally {
          lock.get().close();
        }
      }
    }
  }

  /**
   * Forgets those that somebody else has removed: an image of that name that comes back may be the
   * owner's.
   *
   * @param here what {@link #list} has just found
   * @param since of a use after this, an image may still be on its way
   */
  void forgetOthers(List<HostImage> here, Instant since) throws EngineException {
    Set<String> names = here.stream().map(HostImage::name).collect(Collectors.toSet());
    for (ImageRecord record : known()) {
      if (!names.contains(record.name()) && lastUse(record).isBefore(since)) {
        forget(record.name());
      }
    }
  }

  private void forget(String name) throws EngineException {
    try {
      Optional<ImageLock> lock = ImageLock.tryAcquire(directory, OnePerHost.key(name));
      if (lock.isPresent()) {
        try {
          if (engine.findImage(name).isEmpty()) {
            records.of(name).forget();
          }
        } finally {
          lock.get().close();
        }
      }
    } catch (IOException e) {
      // The next time.
    }
  }

  /** Whether a task is building one: then what stages have left may be of use to it. */
  boolean isBuilding() {
    for (ImageRecord record : known()) {
      if (record.origin() == ImageRecord.Origin.BUILT) {
        try {
          Optional<ImageLock> lock = ImageLock.tryAcquire(directory, OnePerHost.key(record.name()));
          if (lock.isEmpty()) {
            return true;
          }
          lock.get().close();
        } catch (IOException e) {
          return true;
        }
      }
    }
    return false;
  }
}
