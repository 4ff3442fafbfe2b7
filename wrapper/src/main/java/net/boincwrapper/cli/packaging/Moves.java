package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import org.apache.commons.io.file.PathUtils;

/** Puts files that are ready where they belong. */
final class Moves {
  private Moves() {}

  /**
   * Renames files, over those that are there; those below one directory together and last, if it is
   * not there.
   *
   * @param paths relative, of the files below {@code stage}
   */
  static void into(Path root, Path stage, String together, Collection<String> paths)
      throws IOException {
    boolean whole = !Files.exists(root.resolve(together));
    for (String path : paths) {
      if (!whole || !path.startsWith(together + "/")) {
        move(stage.resolve(path), root.resolve(path));
      }
    }
    if (whole) {
      move(stage.resolve(together), root.resolve(together));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Path above = to.getParent();
    if (above != null) {
      Files.createDirectories(above);
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes a directory, if it is there. */
  static void remove(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      PathUtils.deleteDirectory(directory);
    }
  }
}
