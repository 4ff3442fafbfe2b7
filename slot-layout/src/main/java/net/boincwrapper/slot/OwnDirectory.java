package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** {@code .docker_wrapper}: a real directory, ours, and closed to everybody else (0700). */
final class OwnDirectory {
  private static final String OWNER_ONLY = "rwx------";

  private OwnDirectory() {}

  /** {@link #ensure(Path, String)} for the one in a slot. */
  static List<String> ensure(SlotLayout layout) throws SlotException {
    return ensure(layout.directory(), SlotLayout.OWN_DIRECTORY);
  }

  /**
   * Makes it what it has to be. Whatever an app has put there instead is removed.
   *
   * @return a line for people if something was removed
   */
  static List<String> ensure(Path parent, String name) throws SlotException {
    Path own = parent.resolve(name);
    try {
      List<String> lines = removeStranger(parent, name);
      if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
        create(own);
        AtomicFiles.syncDirectory(parent);
      }
      if (AtomicFiles.hasPermissions(own)) {
        // Only its owner may do this, so this also checks that it is ours.
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString(OWNER_ONLY));
      }
      return lines;
    } catch (IOException e) {
      throw SlotException.io(
          "make the directory " + own,
          e,
          "Check that the client's user owns " + parent + " and that the disk is not full");
    }
  }

  /** Tasks that start together may all try to make it. */
  private static void create(Path own) throws IOException {
    try {
      Files.createDirectory(own, AtomicFiles.attributes(own, OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  private static List<String> removeStranger(Path parent, String name) throws IOException {
    Entries entries = new Entries(parent);
    Optional<Entries.Kind> found = entries.kind(name);
    if (found.isEmpty() || found.get() == Entries.Kind.DIRECTORY) {
      return List.of();
    }
    entries.remove(name);
    return List.of(name + " was " + found.get().text() + ": replaced");
  }
}
