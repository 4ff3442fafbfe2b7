package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import net.boincwrapper.slot.UntrustedFiles.Reading;

/**
 * Looks at files of ours, below {@code .docker_wrapper}. No app can reach them, but it can close
 * the slot above them, as often as it likes: then the slot is opened again. If that does not help,
 * the look fails; the file is never taken to be missing.
 *
 * @param slot the slot
 */
record OwnFiles(SlotLayout slot) {
  /** An app that closes the slot in a loop would have to win this many times in a row. */
  private static final int ATTEMPTS = 50;

  private interface Look<T> {
    T at() throws IOException;
  }

  /** Reads a whole file. A link is refused, and does not count as absent. */
  Reading read(Path file, int maxBytes) {
    String name = name(file);
    UntrustedFiles files = new UntrustedFiles(slot.directory());
    try {
      Reading reading = opening(() -> files.readOrFail(name, maxBytes));
      return reading instanceof Reading.Absent && isThere(file)
          ? new Reading.Refused(name + " is not a regular file")
          : reading;
    } catch (IOException e) {
      return UntrustedFiles.failure(name, e);
    }
  }

  /** Whether anything stands at a name. */
  boolean isThere(Path file) throws IOException {
    return opening(() -> new Entries(slot.directory()).has(name(file)));
  }

  private String name(Path file) {
    return slot.directory().relativize(file).toString();
  }

  private <T> T opening(Look<T> look) throws IOException {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return look.at();
      } catch (AccessDeniedException e) {
        open();
      }
    }
    return look.at();
  }

  private void open() throws IOException {
    try {
      new Entries(slot.directory()).open();
      Entries.Kind kind = new Entries(slot.directory()).kind(SlotLayout.OWN_DIRECTORY).orElse(null);
      if (kind == Entries.Kind.DIRECTORY) {
        new Entries(slot.ownDirectory()).open();
      }
    } catch (AccessDeniedException e) {
      // Closed again already.
    }
  }
}
