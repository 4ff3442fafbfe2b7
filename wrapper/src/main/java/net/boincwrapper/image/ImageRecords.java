package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.slot.ImageRecordFile;
import net.boincwrapper.slot.Sha256;
import net.boincwrapper.slot.record.ImageRecord;
import net.boincwrapper.slot.record.ImageRecord.Origin;
import net.boincwrapper.time.HostClock;

/** Which of an engine's images the tasks of a host have obtained, and when each was used last. */
final class ImageRecords {
  private static final String PREFIX = "image-";

  private final ImageStore store;
  private final Path directory;
  private final HostClock clock;

  /**
   * @param store of the engine whose images they are
   * @param directory where the tasks of the host have their locks
   */
  ImageRecords(ImageStore store, Path directory, HostClock clock) {
    this.store = store;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Notes that an image is not there and is about to be obtained. Its lock, or that of the image
   * that is built from it, is held.
   */
  void obtaining(String name, Origin origin) throws EngineException {
    try {
      of(name).write(new ImageRecord(name, origin, clock.now()));
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.RETRYABLE,
          "cannot note that "
              + name
              + " is ours: "
              + e
              + "; check that the BOINC data directory can be written and has space",
          e);
    }
  }

  /**
   * Notes a use.
   *
   * @return whether the image may be taken without its lock
   */
  boolean use(String name) {
    try {
      return of(name).touch(clock.now());
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Notes a use of an image that is here. Its lock is held: a removal that has begun was cut short,
   * and is given up.
   */
  void useLocked(String name) {
    ImageRecordFile record = of(name);
    try {
      if (record.isRemovalCutShort()) {
        record.giveUpRemoval();
      }
      record.touch(clock.now());
    } catch (IOException e) {
      // It may be removed early, and is then obtained anew.
    }
  }

  ImageRecordFile of(String name) {
    return new ImageRecordFile(directory.resolve(PREFIX + key(name) + ImageRecordFile.SUFFIX));
  }

  /**
   * Stands for an image in the names of files. Another engine's image of that name is another: it
   * may be the owner's.
   */
  String key(String image) {
    String all = String.join("\n", store.kind().name(), store.driver(), store.directory(), image);
    return Sha256.hex(all).substring(0, 16);
  }

  /** All of this engine that can be read. */
  List<ImageRecord> all() throws IOException {
    List<ImageRecord> records = new ArrayList<>();
    for (Path file : files(ImageRecordFile.SUFFIX)) {
      ImageRecordFile record = new ImageRecordFile(file);
      record.read().filter(it -> of(it.name()).equals(record)).ifPresent(records::add);
    }
    return records;
  }

  /** Those of images whose removal has begun: it goes on, or was cut short by a crash. */
  List<ImageRecordFile> cutShort() throws IOException {
    List<ImageRecordFile> records = new ArrayList<>();
    for (Path file : files(ImageRecordFile.SUFFIX + ImageRecordFile.GOING)) {
      String name = String.valueOf(file.getFileName());
      int end = name.length() - ImageRecordFile.GOING.length();
      records.add(new ImageRecordFile(file.resolveSibling(name.substring(0, end))));
    }
    return records;
  }

  /** What stands for its image in the names of files. */
  String key(ImageRecordFile record) {
    String name = String.valueOf(record.file().getFileName());
    return name.substring(PREFIX.length(), name.length() - ImageRecordFile.SUFFIX.length());
  }

  private List<Path> files(String suffix) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + suffix)) {
      files.forEach(all::add);
    } catch (NoSuchFileException e) {
      // No task has been here yet.
    }
    return all;
  }
}
