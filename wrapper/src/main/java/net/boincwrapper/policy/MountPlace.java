package net.boincwrapper.policy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Whether a place of the host is there: a mount that has not come is an empty directory. */
public final class MountPlace {
  private MountPlace() {}

  /**
   * Why nothing can be mounted from there now; empty if it can, or if this user may not look: the
   * engine may.
   */
  public static Optional<String> lack(NamedMount mount, FileSystem host) {
    Path source = host.getPath(mount.source());
    if (isHidden(source)) {
      return Optional.empty();
    }
    if (!Files.isDirectory(source)) {
      return Optional.of(mount.source() + " is no directory on this host");
    }
    if (isEmpty(source) && !isMountPoint(source)) {
      return Optional.of(
          mount.source() + " is an empty directory, and nothing is mounted there now");
    }
    return Optional.empty();
  }

  /** Whether this user cannot see if it is there: only the engine learns it. */
  public static boolean isHidden(NamedMount mount, FileSystem host) {
    return isHidden(host.getPath(mount.source()));
  }

  private static boolean isHidden(Path directory) {
    try {
      Files.readAttributes(directory, BasicFileAttributes.class);
      return false;
    } catch (AccessDeniedException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What cannot be listed is not taken for empty: the app may be allowed to. */
  private static boolean isEmpty(Path directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  /** A directory that autofs serves is empty until somebody asks for a name in it. */
  private static boolean isMountPoint(Path directory) {
    try {
      Path parent = directory.toAbsolutePath().getParent();
      return parent != null
          && !Files.getAttribute(directory, "unix:dev")
              .equals(Files.getAttribute(parent, "unix:dev"));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
