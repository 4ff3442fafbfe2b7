package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Starts the service. The seam by which tests start none. */
@FunctionalInterface
interface Launch {
  /** One that was started. */
  interface Launched {
    boolean isAlive();
  }

  /**
   * Starts it, and returns before it listens.
   *
   * @param environment all that it has
   */
  Launched launch(List<String> command, ServicePlace place, Map<String, String> environment)
      throws IOException;
}
