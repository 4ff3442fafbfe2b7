package net.boincwrapper.engine.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;

/**
 * Finds the engine, and asks it who it is, in a thread of its own while the slot is still being
 * prepared on the other processor. What Java has to make ready for a first call, sockets, HTTP and
 * JSON, takes 25 ms of a start, and the engine's answer 8 (measured). No more can be done ahead:
 * before the slot's lock is held, another wrapper may still be at work.
 */
public final class EngineWarmUp {
  private final Map<String, String> environment;
  private final Path podman;
  private final FutureTask<Optional<DockerEngine>> finding;

  private EngineWarmUp(Map<String, String> environment, Path podman) {
    this.environment = environment;
    this.podman = podman;
    this.finding = new FutureTask<>(() -> Engines.findRunning(environment, podman));
  }

  /**
   * Begins, and returns at once.
   *
   * @param environment of this process
   * @param podman directory of the service of Podman's that tasks start where no engine answers
   */
  public static EngineWarmUp begin(Map<String, String> environment, Path podman) {
    EngineWarmUp start = new EngineWarmUp(environment, podman);
    Thread thread = new Thread(start::run, "head-start");
    thread.setDaemon(true);
    thread.start();
    return start;
  }

  /**
   * The engine, found or started. Whatever failed ahead is tried again.
   *
   * @param preferred the engine that the BOINC client found ({@code docker_type} in init_data.xml),
   *     tried first
   */
  public Engine engine(Optional<Engine.Kind> preferred) throws EngineException {
    Optional<DockerEngine> found = found();
    if (found.isPresent() && preferred.isEmpty()) {
      return found.get();
    }
    DockerEngine engine = Engines.find(environment, preferred, podman);
    return found.filter(engine::isSameAs).orElse(engine);
  }

  /** The engine that listens at a socket, whatever else was found. */
  public Engine engineAt(Path socket) {
    DockerEngine engine = DockerEngine.open(socket);
    return found().filter(engine::isSameAs).orElse(engine);
  }

  private void run() {
    finding.run();
    found().ifPresent(DockerEngine::askAhead);
  }

  /** An engine that hangs is found all the same, and hangs when it is asked. */
  private Optional<DockerEngine> found() {
    try {
      return finding.get();
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
