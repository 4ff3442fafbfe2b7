package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What the client counts against {@code rsc_disk_bound}: the lengths of all regular files below the
 * slot directory, ours included. Holes count as if they were full, and a file with two names counts
 * twice; no link is followed, and what cannot be looked at counts as nothing ({@code
 * client/app.cpp:ACTIVE_TASK::current_disk_usage}, {@code lib/filesys.cpp:dir_size}). The client
 * also adds the task's outputs in the project's directory, which the wrapper does not know.
 */
final class SlotUsage {
  /** As deep as a path of 4096 bytes can lead the client. */
  private static final int MAX_DEPTH = 500;

  private SlotUsage() {}

  /** The usage in bytes, even while the app goes on writing. */
  static long of(SlotLayout layout) {
    return of(layout.directory());
  }

  static long of(Path root) {
    try (DirectoryStream<Path> directory = Files.newDirectoryStream(root)) {
      return directory instanceof SecureDirectoryStream<Path> secure ? below(secure, 0) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static long below(SecureDirectoryStream<Path> directory, int depth) {
    long sum = 0;
    try {
      for (Path entry : directory) {
        sum = add(sum, at(directory, entry.getName(entry.getNameCount() - 1), depth));
      }
    } catch (DirectoryIteratorException e) {
      // The client also stops where it can read a directory no further.
    }
    return sum;
  }

  private static long at(SecureDirectoryStream<Path> directory, Path name, int depth) {
    try {
      BasicFileAttributes found = Descent.attributes(directory, name);
      if (found.isRegularFile()) {
        return found.size();
      }
      if (!found.isDirectory() || depth == MAX_DEPTH) {
        return 0;
      }
      try (SecureDirectoryStream<Path> inner =
          directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        return below(inner, depth + 1);
      }
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Adds numbers that are not negative, without overflow: a sparse file can be as long as a long.
   */
  static long add(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
