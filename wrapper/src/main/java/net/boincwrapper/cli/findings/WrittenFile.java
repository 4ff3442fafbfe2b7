package net.boincwrapper.cli.findings;

import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.engine.Engine.ChangeKind;

/**
 * A file that is lost with its container.
 *
 * @param path absolute, in the container
 * @param bytes its size; 0 where it was deleted
 */
public record WrittenFile(String path, ChangeKind kind, long bytes) {
  /** Control characters would move the cursor of the author's terminal. */
  String shown() {
    return path.replaceAll("\\p{Cc}", "?");
  }

  /** {@code /var/tmp/state.bin (1.2 MiB)}. */
  @Override
  public String toString() {
    return switch (kind) {
      case ADDED -> shown() + " (" + Quantities.bytes(bytes) + ")";
      case MODIFIED -> shown() + " (changed, " + Quantities.bytes(bytes) + ")";
      case DELETED -> shown() + " (deleted)";
    };
  }
}
