package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Empties a slot of everything that the client makes again when it starts the task: for a slot in
 * which another task's app went on writing after the client had emptied it.
 *
 * <p>Clients before version 8 make what is missing at each start, later ones only if {@code
 * boinc_setup_complete} is missing ({@code client/app_start.cpp:setup_file, setup_slot_dir}).
 */
public final class SlotReset {
  /** Rewritten at each start, or in use by this process or the client. */
  private static final Set<String> KEPT =
      Set.of(SlotLayout.INIT_DATA, SlotLayout.LOCK, SlotLayout.SHARED_MEMORY, SlotLayout.STDERR);

  private SlotReset() {}

  /**
   * Removes it all, our own records included: the memo last, because it says that this is to be
   * done. Can be repeated. Do it last before a postponement.
   */
  public static void empty(SlotLayout layout) throws SlotException {
    empty(layout, Steps.NONE);
  }

  static void empty(SlotLayout layout, Steps steps) throws SlotException {
    Entries entries = new Entries(layout.directory());
    Effects effects = new Effects(steps);
    try {
      entries.open();
      OwnerRights.restore(layout, false, Long.MAX_VALUE);
      empty(layout.directory(), name -> !KEPT.contains(name) && !isOwn(name), effects);
      effects.syncDirectory(layout.directory());
      if (entries.kind(SlotLayout.OWN_DIRECTORY).equals(Optional.of(Entries.Kind.DIRECTORY))) {
        new Entries(layout.ownDirectory()).open();
        empty(layout.ownDirectory(), name -> !layout.memo().endsWith(name), effects);
        effects.syncDirectory(layout.ownDirectory());
      }
      effects.remove(layout.directory(), SlotLayout.OWN_DIRECTORY);
      effects.syncDirectory(layout.directory());
    } catch (IOException e) {
      throw SlotException.io(
          "empty the slot " + layout.directory(),
          e,
          "Check that the client's user owns all that is in the slot directory");
    }
  }

  private static boolean isOwn(String name) {
    return name.equals(SlotLayout.OWN_DIRECTORY);
  }

  /** One by one: an app may have made more than fits into memory. */
  private static void empty(Path directory, Predicate<String> goes, Effects effects)
      throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (goes.test(name)) {
          effects.remove(directory, name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
