package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
      for (String name : names(layout.directory())) {
        if (!KEPT.contains(name)) {
          entries.remove(name);
        }
      }
    } catch (IOException e) {
      throw SlotException.io(
          "empty the slot " + layout.directory(),
          e,
          "Check that the client's user owns all that is in the slot directory");
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }
}
