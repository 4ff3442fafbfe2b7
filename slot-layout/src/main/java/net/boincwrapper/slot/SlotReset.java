package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Empties a slot of everything that the client makes again when it starts the task: for a slot in
 * which another task's app went on writing after the client had emptied it.
 *
 * <p>Clients before 8 make what is missing at each start, later ones where {@code
 * boinc_setup_complete} is missing ({@code client/app_start.cpp:setup_file, setup_slot_dir}).
 */
public final class SlotReset {
  /** Rewritten at each start, or in use by this process or the client. */
  private static final Set<String> KEPT =
      Set.of(SlotLayout.INIT_DATA, SlotLayout.LOCK, SlotLayout.SHARED_MEMORY, SlotLayout.STDERR);

  private SlotReset() {}

  /** Removes it all, our own records included. To be done last before a postponement. */
  public static void empty(SlotLayout layout) throws SlotException {
    Entries entries = new Entries(layout.directory());
    try {
      entries.open();
      empty(layout.directory(), entries);
    } catch (IOException e) {
      throw SlotException.io(
          "empty the slot " + layout.directory(),
          e,
          "Check that the client's user owns all that is in the slot directory");
    }
  }

  /** One by one: an app can have made more than the memory holds. */
  private static void empty(Path directory, Entries entries) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (!KEPT.contains(name)) {
          entries.remove(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
