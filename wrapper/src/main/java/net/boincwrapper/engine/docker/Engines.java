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
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.http.UnixCall;
import net.boincwrapper.engine.podman.PodmanService;
import net.boincwrapper.time.HostClock;
import org.jspecify.annotations.Nullable;

/** Where an {@link Engine} comes from. */
public final class Engines {
  /** Accepting a connection takes a working engine no time. */
  private static final Duration PROBE_TIME = Duration.ofSeconds(5);

  private Engines() {}

  /**
   * Connects an author to the engine of this host: the socket that {@code DOCKER_HOST} or {@code
   * CONTAINER_HOST} names, else the first of the usual ones that accepts a connection, else a
   * service of Podman's that is started if need be.
   *
   * @param environment of this process
   */
  public static Engine connect(Map<String, String> environment) throws EngineException {
    return connect(environment, Optional.empty());
  }

  /**
   * The same, with one kind of engine first.
   *
   * @param environment of this process
   */
  public static Engine connect(Map<String, String> environment, Optional<Engine.Kind> preferred)
      throws EngineException {
    return find(environment, preferred, null);
  }

  /**
   * The engine that {@link #connect} would use, if it can be used without being started.
   *
   * @param environment of this process
   */
  public static Optional<Engine> running(Map<String, String> environment) throws EngineException {
    return findRunning(environment, null).map(engine -> engine);
  }

  /**
   * The socket that {@link #connect} would use.
   *
   * @param environment of this process
   */
  public static Path socket(Map<String, String> environment) throws EngineException {
    return socket(environment, Optional.empty());
  }

  /**
   * The same, with one kind of engine first.
   *
   * @param environment of this process
   */
  public static Path socket(Map<String, String> environment, Optional<Engine.Kind> preferred)
      throws EngineException {
    return find(environment, preferred, null).socket();
  }

  /**
   * An engine, and how it was found.
   *
   * @param variable that names its socket; empty where none does
   * @param started whether it is a service of Podman's that this program starts
   */
  public record Located(Engine engine, Path socket, Optional<String> variable, boolean started) {}

  /**
   * The engine that {@link #connect} would use, with a limit for each of its answers.
   *
   * @param environment of this process
   */
  public static Located locate(Map<String, String> environment, Duration answerTime)
      throws EngineException {
    return locate(environment, Optional.empty(), answerTime);
  }

  /**
   * The same for tasks of a client.
   *
   * @param preferred the engine that the BOINC client has found
   */
  public static Located locate(
      Map<String, String> environment, Optional<Engine.Kind> preferred, Duration answerTime)
      throws EngineException {
    return locate(environment, preferred, null, answerTime);
  }

  /**
   * The engine that tasks of a client would use.
   *
   * @param preferred the engine that the BOINC client has found
   * @param podman directory of the service of Podman's that tasks start; null: an author's
   */
  public static Located locate(
      Map<String, String> environment,
      Optional<Engine.Kind> preferred,
      @Nullable Path podman,
      Duration answerTime)
      throws EngineException {
    EngineFinder finder = new EngineFinder(environment, effectiveUser(), preferred);
    Optional<Path> first = finder.first(Engines::accepts);
    PodmanService service = service(environment, podman);
    Path socket = first.isPresent() ? first.get() : OwnPodman.connect(finder, service).socket();
    return new Located(
        DockerEngine.open(socket, answerTime, HostClock.system()),
        socket,
        finder.variable(),
        first.isEmpty() && service.running().filter(socket::equals).isPresent());
  }

  /**
   * What the engine behind a socket keeps on the host; nothing is asked of it yet.
   *
   * @param answerTime longest that it may take for one answer
   */
  public static Inventory inventory(Path socket, Duration answerTime) {
    return new DockerInventory(socket, answerTime);
  }

  /**
   * Finds a task's engine, or starts one.
   *
   * @param preferred the engine that the BOINC client found ({@code docker_type} in init_data.xml)
   * @param podman directory of a service of Podman's; null: an author's
   */
  static DockerEngine find(
      Map<String, String> environment, Optional<Engine.Kind> preferred, @Nullable Path podman)
      throws EngineException {
    EngineFinder finder = new EngineFinder(environment, effectiveUser(), preferred);
    Optional<Path> first = finder.first(Engines::accepts);
    return first.isPresent()
        ? DockerEngine.open(first.get())
        : OwnPodman.connect(finder, service(environment, podman));
  }

  /** The same without the client's word; nothing is started. */
  static Optional<DockerEngine> findRunning(Map<String, String> environment, @Nullable Path podman)
      throws EngineException {
    EngineFinder finder = new EngineFinder(environment, effectiveUser(), Optional.empty());
    Optional<Path> first = finder.first(Engines::accepts);
    return first.isPresent()
        ? Optional.of(DockerEngine.open(first.get()))
        : OwnPodman.running(service(environment, podman));
  }

  private static PodmanService service(Map<String, String> environment, @Nullable Path podman) {
    return podman == null
        ? PodmanService.ofAuthor(environment, effectiveUser())
        : PodmanService.in(podman, environment, effectiveUser(), PodmanService.BETWEEN_TASKS);
  }

  static boolean accepts(Path socket) {
    return UnixCall.accepts(socket, PROBE_TIME);
  }

  static int effectiveUser() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
