package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.policy.PolicySource;

/**
 * The policy of the owner whose host a simulated client plays. The wrapper finds an author's own
 * one beside what it notes of layers; where there is none, that of the real host holds.
 */
public final class SimulatedPolicy {
  private static final String FILE = "host.toml";

  private SimulatedPolicy() {}

  /**
   * Keeps it for the wrapper, for which it may have to be another user's.
   *
   * @param text empty: the host's holds
   */
  static void keep(Optional<byte[]> text, ScratchTree tree) throws IOException {
    Path file = beside(tree.changes());
    Files.deleteIfExists(file);
    if (text.isPresent()) {
      Files.write(file, text.get());
      tree.give(file);
    }
  }

  /**
   * What holds for the wrapper.
   *
   * @param changes the file for its notes of layers
   */
  public static PolicySource of(Path changes) {
    Path file = beside(changes);
    return Files.exists(file) ? PolicySource.ofAuthor(file) : PolicySource.ofHost();
  }

  private static Path beside(Path changes) {
    return changes.resolveSibling(FILE);
  }
}
