package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a directory is a client's slot, by what a client or a task has left in it. Nothing
 * else is ever taken for one: a task removes what it finds in its slot. The launcher ({@code
 * task.c}) decides in the same way.
 */
public final class SlotSigns {
  private static final List<String> SIGNS =
      List.of(SlotLayout.INIT_DATA, SlotLayout.SHARED_MEMORY, SlotLayout.SETUP_COMPLETE);

  private SlotSigns() {}

  /**
   * The name that gives a slot away; empty where there is none. An app may have removed any of them
   * but our own directory.
   */
  public static Optional<String> find(SlotLayout layout) {
    Optional<String> sign =
        SIGNS.stream()
            .filter(name -> isThere(layout.directory().resolve(name), layout))
            .findFirst();
    boolean own = isThere(layout.ownDirectory(), layout);
    return sign.isEmpty() && own && !isThere(layout.withoutClient(), layout)
        ? Optional.of(SlotLayout.OWN_DIRECTORY)
        : sign;
  }

  /** What an app has closed to us counts as there. */
  private static boolean isThere(Path file, SlotLayout layout) {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (AccessDeniedException e) {
      return isOurs(layout.directory());
    } catch (IOException e) {
      return false; // for one, the parent is not a directory
    }
  }

  private static boolean isOurs(Path directory) {
    try {
      return Files.getOwner(directory).equals(Files.getOwner(Path.of("/proc/self")));
    } catch (IOException e) {
      return false;
    }
  }
}
