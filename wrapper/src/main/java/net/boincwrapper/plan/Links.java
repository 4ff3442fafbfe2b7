package net.boincwrapper.plan;

import java.nio.file.Path;
import java.util.Optional;

/** Where a link of either kind, BOINC's text file or a symbolic link, leads. */
@FunctionalInterface
public interface Links {
  /**
   * The absolute path to which a file in a slot leads, one step far; it need not exist. Empty where
   * the file is no link.
   */
  Optional<Path> target(Path file);
}
