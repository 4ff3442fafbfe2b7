package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose engine it is.
 *
 * @param isOurs whether it is the user of this process, too
 */
record EngineUser(int id, String name, boolean isOurs) {
  /** A file of this process's user. */
  static final Path SELF = Path.of("/proc/self");

  /**
   * The engine's socket is its user's.
   *
   * @return empty where the socket is gone
   */
  static Optional<EngineUser> of(Path socket) {
    try {
      int id = (int) Files.getAttribute(socket, "unix:uid");
      boolean isOurs = Files.getAttribute(SELF, "unix:uid").equals(id);
      return Optional.of(new EngineUser(id, Files.getOwner(socket).getName(), isOurs));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The unit in which this user's client runs; empty: in none, or nobody can tell. */
  Optional<ClientUnit> unit(Path root) {
    return isOurs ? ClientUnit.ofThisProcess(root) : Optional.empty();
  }
}
