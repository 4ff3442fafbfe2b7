package net.boincwrapper.engine.docker;

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
  private final FutureTask<DockerEngine> finding;

  private EngineWarmUp(Map<String, String> environment) {
    this.environment = environment;
    this.finding = new FutureTask<>(() -> Engines.find(environment, Optional.empty()));
  }

  /**
   * Begins, and returns at once.
   *
   * @param environment of this process
   */
  public static EngineWarmUp begin(Map<String, String> environment) {
    EngineWarmUp start = new EngineWarmUp(environment);
    Thread thread = new Thread(start::run, "head-start");
    thread.setDaemon(true);
    thread.start();
    return start;
  }

  /** The engine, as {@link Engines#connect} finds it. Whatever failed ahead is tried again. */
  public Engine engine(Optional<Engine.Kind> preferred) throws EngineException {
    Optional<DockerEngine> found = found();
    if (found.isPresent() && preferred.isEmpty()) {
      return found.get();
    }
    DockerEngine engine = Engines.find(environment, preferred);
    return found.filter(engine::isSameAs).orElse(engine);
  }

  private void run() {
    finding.run();
    found().ifPresent(DockerEngine::askAhead);
  }

  /** An engine that hangs is found all the same, and hangs when it is asked. */
  private Optional<DockerEngine> found() {
    try {
      return Optional.of(finding.get());
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
