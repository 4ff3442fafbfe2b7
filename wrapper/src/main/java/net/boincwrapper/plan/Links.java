package net.boincwrapper.plan;

import java.nio.file.Path;
import java.util.Optional;

/** Where a link of either kind, BOINC's text file or a symbolic link, leads. */
@FunctionalInterface
public interface Links {
  /**
   * The absolute path to which a file in a slot leads, in one step; it need not exist. Empty if the
   * file is not a link.
   */
  Optional<Path> target(Path file);
}
