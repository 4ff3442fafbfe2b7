package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
   * @param idle when it ends without a connection; seconds count
   * @param environment all that it has
   */
  Launched launch(Path program, Duration idle, ServicePlace place, Map<String, String> environment)
      throws IOException;
}
