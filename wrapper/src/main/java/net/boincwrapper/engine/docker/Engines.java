package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.UnixCall;

/** Where an {@link Engine} comes from. */
public final class Engines {
  /** Accepting a connection takes a working engine no time. */
  private static final Duration PROBE_TIME = Duration.ofSeconds(5);

  private Engines() {}

  /**
   * Connects to the engine of this host: the socket that {@code DOCKER_HOST} or {@code
   * CONTAINER_HOST} names, else the first of the usual ones that accepts a connection.
   *
   * @param environment of this process
   * @param preferred the engine that the BOINC client found ({@code docker_type} in init_data.xml),
   *     tried first
   */
  public static Engine connect(Map<String, String> environment, Optional<Engine.Kind> preferred)
      throws EngineException {
    return find(environment, preferred);
  }

  /**
   * The socket that {@link #connect} would use.
   *
   * @param environment of this process
   */
  public static Path socket(Map<String, String> environment) throws EngineException {
    return new EngineFinder(environment, effectiveUser(), Optional.empty()).find(Engines::accepts);
  }

  static DockerEngine find(Map<String, String> environment, Optional<Engine.Kind> preferred)
      throws EngineException {
    EngineFinder finder = new EngineFinder(environment, effectiveUser(), preferred);
    return DockerEngine.open(finder.find(Engines::accepts));
  }

  private static boolean accepts(Path socket) {
    try {
      UnixCall.open(socket, PROBE_TIME, null).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static int effectiveUser() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
