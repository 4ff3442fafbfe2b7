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
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ImageInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
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
   * @param store of that engine
   * @param sharedDirectory {@code docker_wrapper/} in the client's data directory
   */
  public HostImages(Engine engine, ImageStore store, Path sharedDirectory) {
    this(engine, store, sharedDirectory, HostClock.system());
  }

  HostImages(Engine engine, ImageStore store, Path sharedDirectory, HostClock clock) {
    this.engine = engine;
    this.directory = sharedDirectory;
    this.records = new ImageRecords(store, sharedDirectory, clock);
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
      Optional<ImageLock> lock = ImageLock.tryAcquire(directory, records.key(image.name()));
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

  /** Whether a task is building one: then what stages have left may be of use to it. */
  boolean isBuilding() {
    for (ImageRecord record : known()) {
      if (record.origin() == ImageRecord.Origin.BUILT) {
        try {
          Optional<ImageLock> lock = ImageLock.tryAcquire(directory, records.key(record.name()));
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
