package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** An empty regular file that has to exist. */
final class Placeholder {
  private Placeholder() {}

  /** Whether anything stands there, even just a link. Fails if that cannot be determined. */
  static boolean isTaken(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Creates it, readable by all; what stands there already stays as it is. */
  static void create(Path file) throws IOException {
    try {
      AtomicFiles.createEmpty(file, AtomicFiles.READABLE);
    } catch (FileAlreadyExistsException e) {
      // It is there.
    }
  }
}
