package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Compares the outputs of two runs. */
@FunctionalInterface
interface OutputComparison {
  /**
   * Compares two directories.
   *
   * @throws IOException if they cannot be compared
   */
  Found compare(Path undisturbed, Path disturbed) throws IOException, InterruptedException;

  /**
   * What was found.
   *
   * @param same whether the outputs are the same
   * @param lines how they differ, or what the author's command said; may be empty
   */
  record Found(boolean same, List<String> lines) {
    public Found {
      lines = List.copyOf(lines);
    }
  }
}
