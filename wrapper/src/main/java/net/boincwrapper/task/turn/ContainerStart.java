package net.boincwrapper.task.turn;

import java.time.Instant;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;

/**
 * The only start of a container; if the engine goes away, we may have to ask for it again. A
 * container that was started and has ended since is not started a second time.
 */
public final class ContainerStart {
  private final String id;
  private final ContainerFollower follower;
  private final Instant asked;
  private volatile boolean tried;
  private volatile boolean missedTheEnd;

  /**
   * For a container that was created.
   *
   * @param asked a moment before the first start, by the host's clock
   */
  public ContainerStart(String id, ContainerFollower follower, Instant asked) {
    this.id = id;
    this.follower = follower;
    this.asked = asked;
  }

  /**
   * Starts the container and then follows it: the app need not wait for that, because the engine
   * remembers its events. Can be repeated.
   *
   * @return empty if somebody has removed it
   */
  public Optional<ContainerInfo> on(Engine engine) throws EngineException {
    missedTheEnd = tried && engine.inspect(id).filter(ContainerStart::hasEnded).isPresent();
    tried = true;
    if (!missedTheEnd && !starts(engine)) {
      return Optional.empty();
    }
    return engine.inspect(id);
  }

  /**
   * What the engine does not find may be something other than the container, such as its network.
   */
  private boolean starts(Engine engine) throws EngineException {
    try {
      engine.start(id);
      follower.watchEvents(engine, asked);
      follower.awaitEnd(engine);
      return true;
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND && engine.inspect(id).isEmpty()) {
        return false;
      }
      throw e;
    }
  }

  /** Whether the container had ended before we could follow it. */
  public boolean missedTheEnd() {
    return missedTheEnd;
  }

  private static boolean hasEnded(ContainerInfo info) {
    return info.status() == ContainerStatus.EXITED || info.status() == ContainerStatus.DEAD;
  }
}
