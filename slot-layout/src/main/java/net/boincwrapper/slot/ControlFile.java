package net.boincwrapper.slot;

import java.io.IOException;

/** A file that the wrapper leaves in the slot for the client. */
final class ControlFile {
  private ControlFile() {}

  /**
   * Writes it aside where no app can reach, then renames it into place: never half there, also on a
   * full disk (the client takes an empty {@code boinc_finish_called} for success), and no link that
   * an app planted is followed.
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
