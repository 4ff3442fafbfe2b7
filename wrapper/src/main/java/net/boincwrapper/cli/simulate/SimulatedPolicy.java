package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import net.boincwrapper.policy.PolicySource;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.slot.SlotLayout;

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
      // Not through a link that the app's user, whose directory it is, may have made meanwhile.
      Files.write(file, text.get(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      tree.give(file);
    }
  }

  /**
   * What holds for the wrapper. Anybody may set a variable: only in a data directory of an author's
   * scratch slots does what it names replace the host's policy. (Whoever can make such a directory
   * for a task is the client's user, whom a policy does not bind: the engine is open to it.)
   *
   * @param changes the file for its notes of layers, as the variable names it
   * @param slot absolute
   */
  public static PolicySource of(Path changes, Path slot) {
    Path file = beside(changes);
    boolean simulated =
        changes.equals(ScratchTree.changes(new SlotLayout(slot)))
            && HostLayout.around(slot).isAuthors();
    return simulated && Files.exists(file) ? PolicySource.ofAuthor(file) : PolicySource.ofHost();
  }

  private static Path beside(Path changes) {
    return changes.resolveSibling(FILE);
  }
}
