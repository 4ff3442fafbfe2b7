package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.slot.record.OneLine;

/**
 * Gives the client's user back what an app has taken from the owner of its files. The app can do no
 * more: it has that user's id and no capabilities, so no file that it leaves belongs to anybody
 * else, on any engine. But the client empties a slot without changing permissions ({@code
 * client/sandbox.cpp:client_clean_out_dir}), and stops at a directory that its user may not list or
 * write, such as the read-only ones of Go's module cache.
 *
 * <p>Rights are only ever added, and only the owner's; no link is followed. Call it when no
 * container runs.
 */
final class OwnerRights {
  private static final Set<PosixFilePermission> OF_DIRECTORIES =
      PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> OF_FILES =
      PosixFilePermissions.fromString("rw-------");

  /** A level takes an open descriptor and a stack frame. */
  private static final int MAX_DEPTH = 500;

  private final SlotLayout layout;
  private final boolean files;
  private final long most;
  private long seen;
  private long given;
  private Optional<String> obstacle = Optional.empty();

  private OwnerRights(SlotLayout layout, boolean files, long most) {
    this.layout = layout;
    this.files = files;
    this.most = most;
  }

  /**
   * Opens what is below a slot, without our own directory.
   *
   * @param files whether plain files count, too: one of them may be an output
   * @param most how many names are looked at; a million takes some seconds
   * @return a line for people if something was closed, or cannot be opened
   */
  static Optional<String> restore(SlotLayout layout, boolean files, long most) throws IOException {
    if (!AtomicFiles.hasPermissions(layout.directory())) {
      return Optional.empty();
    }
    OwnerRights rights = new OwnerRights(layout, files, most);
    rights.inside(layout.directory(), 1);
    return rights.line();
  }

  private Optional<String> line() {
    String opened = given == 0 ? "" : what() + " closed to the client's user: opened again";
    String closed = obstacle.map(why -> "not all could be opened: " + why).orElse("");
    String line = opened.isEmpty() || closed.isEmpty() ? opened + closed : opened + "; " + closed;
    return line.isEmpty() ? Optional.empty() : Optional.of(OneLine.of(line, 500));
  }

  private String what() {
    return given == 1 ? "one file or directory was" : given + " files and directories were";
  }

  /** One by one: an app may have made more than fits into memory. */
  private void inside(Path directory, int depth) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
      for (Path name : names) {
        if (++seen > most) {
          obstacle = Optional.of("there are more than " + most + " names");
          return;
        }
        look(name, depth);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void look(Path name, int depth) throws IOException {
    if (name.equals(layout.ownDirectory())) {
      return;
    }
    try {
      PosixFileAttributes found =
          Files.readAttributes(name, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isDirectory()) {
        give(name, found, OF_DIRECTORIES);
        if (depth < MAX_DEPTH) {
          inside(name, depth + 1);
        }
      } else if (files && found.isRegularFile()) {
        give(name, found, OF_FILES);
      }
    } catch (NoSuchFileException e) {
      // Somebody was faster.
    } catch (IOException e) {
      // Its path is too long, or it is another user's after all.
      obstacle = obstacle.or(() -> Optional.of(SlotException.describe(e)));
    }
  }

  private void give(Path name, PosixFileAttributes found, Set<PosixFilePermission> wanted)
      throws IOException {
    if (!found.permissions().containsAll(wanted)) {
      Set<PosixFilePermission> all = EnumSet.copyOf(wanted);
      all.addAll(found.permissions());
      Files.setPosixFilePermissions(name, all);
      given++;
    }
  }
}
