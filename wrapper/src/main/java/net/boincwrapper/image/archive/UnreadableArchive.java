package net.boincwrapper.image.archive;

import java.io.IOException;

/** The host could not read the file: no fault of the archive's. */
public final class UnreadableArchive extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableArchive(IOException cause) {
    super("cannot read the image archive: " + cause, cause);
  }
}
