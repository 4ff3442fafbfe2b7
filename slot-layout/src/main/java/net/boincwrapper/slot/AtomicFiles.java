package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that exist whole or not at all, even after a power cut. */
public final class AtomicFiles {
  static final String OWNER_ONLY = "rw-------";

  /** For what the client reads: with a sandbox, it is a different user from the task. */
  static final String READABLE = "rw-r--r--";

  private AtomicFiles() {}

  /**
   * Writes a file that only its owner may read. It is written under another name in the same
   * directory, synced and renamed over the old one; then the directory is synced.
   *
   * @param file in a directory that no container can write to
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path directory = directoryOf(file);
    write(file, content, directory, OWNER_ONLY);
  }

  /**
   * The same, but first written in another directory of the same file system, which nobody else can
   * write to. The rename replaces a link or a FIFO at {@code file} and follows neither.
   */
  static void write(Path file, byte[] content, Path asideDirectory, String permissions)
      throws IOException {
    Path aside =
        asideDirectory.resolve(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    Files.deleteIfExists(aside);
    try {
      create(aside, content, permissions);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
    syncDirectory(directoryOf(file));
  }

  /** Creates a file that must not exist yet, synced. A link at that name is not followed. */
  static void create(Path file, byte[] content, String permissions) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (FileChannel channel = FileChannel.open(file, options, attributes(file, permissions))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    setPermissions(file, permissions);
  }

  /**
   * Creates an empty file that must not exist yet. It is not synced, which takes tens of
   * milliseconds on a slow disk: each start makes anew what a power cut has taken.
   */
  static void createEmpty(Path file, String permissions) throws IOException {
    Files.createFile(file, attributes(file, permissions));
    setPermissions(file, permissions);
  }

  /**
   * Makes the entries of a directory durable. Only the default file system can do that, and needs
   * it.
   */
  static void syncDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().equals(FileSystems.getDefault())) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Attributes for creating a file; none where the file system has no such permissions. */
  static FileAttribute<?>[] attributes(Path file, String permissions) {
    return hasPermissions(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(parse(permissions))}
        : new FileAttribute<?>[0];
  }

  static boolean hasPermissions(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** The umask, which the client chooses, narrows what was asked for at creation. */
  private static void setPermissions(Path file, String permissions) throws IOException {
    if (hasPermissions(file)
        && !Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
            .equals(parse(permissions))) {
      Files.setPosixFilePermissions(file, parse(permissions));
    }
  }

  private static Set<PosixFilePermission> parse(String permissions) {
    return PosixFilePermissions.fromString(permissions);
  }

  private static Path directoryOf(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      throw new IllegalArgumentException(file + " names no directory to be written in");
    }
    return directory;
  }
}
