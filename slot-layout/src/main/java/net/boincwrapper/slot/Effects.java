package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * All that sealing and restoring ever change on the disk, each effect announced separately.
 *
 * @param steps is told of each effect
 */
record Effects(Steps steps) {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private static final String DIRECTORY = "rwx------";

  private interface Effect<T> {
    T perform() throws IOException;
  }

  private <T> T announced(String what, Effect<T> effect) throws IOException {
    steps.at(what);
    T result = effect.perform();
    steps.at(what);
    return result;
  }

  /** Must not exist yet. */
  void makeDirectory(Path directory) throws IOException {
    announced(
        "make " + directory,
        () -> Files.createDirectory(directory, AtomicFiles.attributes(directory, DIRECTORY)));
  }

  /** Must not exist yet. */
  FileChannel create(Path file) throws IOException {
    return announced(
        "create " + file,
        () -> FileChannel.open(file, NEW, AtomicFiles.attributes(file, AtomicFiles.OWNER_ONLY)));
  }

  /** Writes all that remains in the buffer. */
  void write(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    announced(
        "write",
        () -> {
          long at = position;
          while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
          }
          return at;
        });
  }

  /** Copies what one call moves, and returns how much; 0 if the source has become shorter. */
  long transfer(FileChannel from, long position, long count, FileChannel to) throws IOException {
    return announced(
        "transfer",
        () -> {
          to.position(position);
          return from.transferTo(position, count, to);
        });
  }

  /** Syncs a file with its length and its attributes. */
  void force(FileChannel channel) throws IOException {
    announced(
        "force a file",
        () -> {
          channel.force(true);
          return channel;
        });
  }

  /** Syncs a file of ours that has been written already. */
  void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      force(channel);
    }
  }

  void syncDirectory(Path directory) throws IOException {
    announced(
        "force " + directory,
        () -> {
          AtomicFiles.syncDirectory(directory);
          return directory;
        });
  }

  /** Replaces what stands there, unless that is a directory. */
  void rename(Path from, Path to) throws IOException {
    announced(
        "rename " + from + " to " + to,
        () ->
            Files.move(
                from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
  }

  /** Removes what stands there with all that is in it; it is no error if there is nothing. */
  void remove(Path root, String name) throws IOException {
    announced(
        "remove " + name,
        () -> {
          new Entries(root).remove(name);
          return name;
        });
  }

  void link(Path link, String target) throws IOException {
    announced(
        "link " + link, () -> Files.createSymbolicLink(link, link.getFileSystem().getPath(target)));
  }

  /** For a file that no app can reach. */
  void permissions(Path file, String permissions) throws IOException {
    if (!permissions.isEmpty() && AtomicFiles.hasPermissions(file)) {
      announced(
          "set the permissions of " + file,
          () -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions)));
    }
  }

  /** For a file that no app can reach. */
  void modified(Path file, FileTime time) throws IOException {
    announced("set the time of " + file, () -> Files.setLastModifiedTime(file, time));
  }
}
