package net.boincwrapper.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.Sha256;
import org.apache.commons.io.IOUtils;

/**
 * Lets one task of a host obtain an image while the others wait. Only who holds the lock may remove
 * its file; who has opened it before finds that out once it has the lock, and opens the next one.
 */
final class ImageLock implements AutoCloseable {
  /**
   * Files that this program has open. A process loses its lock on a file when it closes any of its
   * descriptors for it, so no second thread may even open one.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** The kernel writes it behind a name (proc(5), {@code /proc/pid/fd}). */
  private static final String REMOVED = " (deleted)";

  private static final String AWAITED = "another task that is obtaining the same image";

  private final Path file;
  private final FileChannel channel;

  private ImageLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param directory where the locks of this host are; created if missing, accessible to its owner
   *     only, because anybody who can read a lock file can hold its lock
   * @param key hexadecimal digits that stand for the image
   */
  static ImageLock acquire(Path directory, String key, ImageAttempt errand) throws EngineException {
    Path file = file(directory, key);
    boolean told = false;
    while (!OPEN.add(file)) {
      told = wait(errand, told);
    }
    boolean held = false;
    try {
      Optional<FileChannel> channel = tryLock(file);
      while (channel.isEmpty()) {
        told = wait(errand, told);
        channel = tryLock(file);
      }
      held = true;
      return new ImageLock(file, channel.get());
    } catch (IOException e) {
      throw failed(file, e);
    } finally {
      if (!held) {
        OPEN.remove(file);
      }
    }
  }

  /** Takes the lock if it is free; empty where another task, or thread, has it. */
  static Optional<ImageLock> tryAcquire(Path directory, String key) throws IOException {
    Path file = file(directory, key);
    if (!OPEN.add(file)) {
      return Optional.empty();
    }
    Optional<FileChannel> channel = Optional.empty();
    try {
      channel = tryLock(file);
      return channel.map(it -> new ImageLock(file, it));
    } finally {
      if (channel.isEmpty()) {
        OPEN.remove(file);
      }
    }
  }

  /** Empty where another process has it. */
  private static Optional<FileChannel> tryLock(Path file) throws IOException {
    while (true) {
      FileChannel channel = open(file);
      boolean held = false;
      try {
        if (channel.tryLock() == null) {
          return Optional.empty();
        }
        held = !isRemoved(file);
        if (held) {
          return Optional.of(channel);
        }
      } finally {
        if (!held) {
          IOUtils.closeQuietly(channel);
        }
      }
    }
  }

  /**
   * Whether what is open here has no name any more: its last holder has removed it, and the name is
   * that of another file, or none. Java does not tell which file a channel has. The number of the
   * inode would not do: the next file may get the same.
   */
  private static boolean isRemoved(Path file) throws IOException {
    String removed = realPath(file) + REMOVED;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        if (target(descriptor).equals(removed)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Path realPath(Path file) throws IOException {
    Path directory = file.getParent();
    Path name = file.getFileName();
    return directory == null || name == null ? file : directory.toRealPath().resolve(name);
  }

  /** Of one that has been closed meanwhile, nothing. */
  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * Who holds the lock may take for a leftover whatever has these 32 hexadecimal digits: they stand
   * for the image, and for the directory, which another client's may be like by name only, as in a
   * container of its own.
   *
   * @param directory is there
   */
  static String identity(Path directory, String key) throws EngineException {
    Path file = file(directory, key);
    try {
      Object inode = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
      return Sha256.hex(file + "\n" + inode).substring(0, 32);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static Path file(Path directory, String key) {
    return directory.resolve("image-" + key + ".lock").toAbsolutePath().normalize();
  }

  private static boolean wait(ImageAttempt errand, boolean told) throws EngineException {
    if (!told) {
      errand.say("waiting for " + AWAITED);
    }
    errand.pause(AWAITED);
    return true;
  }

  private static FileChannel open(Path file) throws IOException {
    Path directory = file.getParent();
    if (directory != null) {
      createDirectory(directory);
    }
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void createDirectory(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createDirectory(directory, attributes);
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier task.
    }
  }

  private static EngineException failed(Path file, IOException cause) {
    return new EngineException(
        EngineException.Kind.RETRYABLE,
        "cannot lock "
            + file
            + ": "
            + cause
            + "; check that the BOINC data directory can be written and has space",
        cause);
  }

  /** Gives it up, and its file, too: nobody wants the image. */
  void remove() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      close();
    }
  }

  /** Gives it up; can be repeated. */
  @Override
  public void close() {
    if (channel.isOpen()) {
      IOUtils.closeQuietly(channel);
      OPEN.remove(file);
    }
  }
}
