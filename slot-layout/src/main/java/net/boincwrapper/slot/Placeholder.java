package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** An empty regular file that has to be there. */
final class Placeholder {
  private Placeholder() {}

  /** Creates it, readable by all; what stands there already stays as it is. */
  static void create(Path file) throws IOException {
    try {
      AtomicFiles.createEmpty(file, AtomicFiles.READABLE);
    } catch (FileAlreadyExistsException e) {
      // It is there.
    }
  }
}
