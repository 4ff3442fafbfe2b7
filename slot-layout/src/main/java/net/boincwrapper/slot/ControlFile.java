package net.boincwrapper.slot;

import java.io.IOException;

/** A file that the wrapper leaves in the slot for the client. */
final class ControlFile {
  private ControlFile() {}

  /**
   * Writes it where no app can reach, then renames it into place. So it is never there
   * half-written, even on a full disk (the client takes an empty {@code boinc_finish_called} for
   * success), and no link planted by an app is followed.
   */
  static void write(SlotLayout layout, String name, byte[] content) throws SlotException {
    OwnDirectory.ensure(layout);
    try {
      new Entries(layout.directory()).removeDirectory(name);
      AtomicFiles.write(
          layout.directory().resolve(name), content, layout.ownDirectory(), AtomicFiles.READABLE);
    } catch (IOException e) {
      throw SlotException.io(
          "write " + layout.directory().resolve(name),
          e,
          "Check that the client's user owns the slot directory and that the disk is not full");
    }
  }
}
