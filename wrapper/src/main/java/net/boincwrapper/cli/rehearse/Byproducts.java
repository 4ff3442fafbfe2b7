package net.boincwrapper.cli.rehearse;

import java.nio.file.Path;
import java.util.stream.StreamSupport;

/**
 * Files that libraries leave beside an app's outputs, by their names: whatever begins with a dot or
 * lies in such a directory ({@code .cache}, {@code .config}, {@code .ipython}), and Python's
 * compiled modules ({@code __pycache__}, which holds Numba's cache, too, and {@code *.pyc}). Where
 * no template says which files are outputs, they are none.
 */
final class Byproducts {
  private Byproducts() {}

  /**
   * @param name relative to the slot
   */
  static boolean contain(Path name) {
    return name.toString().endsWith(".pyc")
        || StreamSupport.stream(name.spliterator(), false)
            .map(Path::toString)
            .anyMatch(part -> part.startsWith(".") || part.equals("__pycache__"));
  }
}
