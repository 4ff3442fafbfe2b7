package net.boincwrapper.image.archive;

import java.io.IOException;

/** What is wrong with an archive itself, wherever it is read: another try gives the same. */
public final class ArchiveFault extends IOException {
  private static final long serialVersionUID = 1L;

  ArchiveFault(String message) {
    super(message);
  }

  ArchiveFault(String message, Throwable cause) {
    super(message, cause);
  }
}
