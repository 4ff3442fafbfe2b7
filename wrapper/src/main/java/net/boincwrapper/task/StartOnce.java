package net.boincwrapper.task;

import java.util.Optional;
import net.boincwrapper.container.Engine;
import net.boincwrapper.container.Engine.ContainerInfo;
import net.boincwrapper.container.Engine.ContainerStatus;
import net.boincwrapper.container.EngineException;

/**
 * The one start of a container, which an engine that goes away may make us ask for again. What was
 * started before, and has ended since, is not started a second time.
 */
final class StartOnce {
  private final String id;
  private final Follow eyes;
  private volatile boolean tried;
  private volatile boolean missedTheEnd;

  StartOnce(String id, Follow eyes) {
    this.id = id;
    this.eyes = eyes;
  }

  /** Starts the container and follows it. Can be repeated. */
  Optional<ContainerInfo> on(Engine engine) throws EngineException {
    eyes.watchEvents(engine);
    missedTheEnd = tried && engine.inspect(id).filter(StartOnce::hasEnded).isPresent();
    tried = true;
    if (!missedTheEnd) {
      engine.start(id);
      eyes.awaitEnd(engine);
    }
    return engine.inspect(id);
  }

  /** Whether it had ended before it could be followed. */
  boolean missedTheEnd() {
    return missedTheEnd;
  }

  private static boolean hasEnded(ContainerInfo info) {
    return info.status() == ContainerStatus.EXITED || info.status() == ContainerStatus.DEAD;
  }
}
