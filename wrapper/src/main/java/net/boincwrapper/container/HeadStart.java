package net.boincwrapper.container;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Finds the engine, and asks it who it is, in a thread of its own while the slot is still being
 * prepared on the other processor. What Java has to make ready for a first call, sockets, HTTP and
 * JSON, takes 25 ms of a start, and the engine's answer 8 (measured). No more can be done ahead:
 * before the slot's lock is held, another wrapper may still be at work.
 */
public final class HeadStart {
  private final Map<String, String> environment;
  private final FutureTask<DockerEngine> asking;

  private HeadStart(Map<String, String> environment) {
    this.environment = environment;
    this.asking = new FutureTask<>(this::ask);
  }

  /**
   * Begins, and returns at once.
   *
   * @param environment of this process
   */
  public static HeadStart begin(Map<String, String> environment) {
    HeadStart start = new HeadStart(environment);
    Thread thread = new Thread(start.asking, "head-start");
    thread.setDaemon(true);
    thread.start();
    return start;
  }

  /**
   * The engine, as {@link Engines#connect} finds it. Whatever failed ahead is tried again; an
   * engine that hangs is waited for as long as any call.
   */
  public Engine engine(Optional<Engine.Kind> preferred) throws EngineException {
    Optional<DockerEngine> found = found().filter(engine -> engine.isOne(preferred));
    return found.isPresent() ? found.get() : Engines.connect(environment, preferred);
  }

  private DockerEngine ask() throws EngineException {
    DockerEngine engine = Engines.find(environment, Optional.empty());
    engine.askAhead();
    return engine;
  }

  private Optional<DockerEngine> found() {
    try {
      return Optional.of(asking.get());
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
