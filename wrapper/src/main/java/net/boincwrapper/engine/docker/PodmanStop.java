package net.boincwrapper.engine.docker;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Stops a container on Podman: the signal that its label names, and SIGKILL after the grace. Podman
 * itself knows SIGKILL only as the container's stop signal, see {@code Planner}.
 */
final class PodmanStop {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String KILL = "SIGKILL";

  /** What a kill takes at most on a host that is busy. */
  private static final Duration DEATH = Duration.ofSeconds(20);

  private final DockerContainers containers;
  private final HostClock clock;

  PodmanStop(DockerContainers containers, HostClock clock) {
    this.containers = containers;
    this.clock = clock;
  }

  void stop(String id, Duration grace) throws EngineException {
    String attempted = "stopping container " + id;
    ContainerInfo now =
        containers
            .inspect(id)
            .orElseThrow(() -> new EngineException(Kind.NOT_FOUND, attempted + ": there is none"));
    if (now.status() == ContainerStatus.PAUSED) {
      containers.unpause(id); // what is frozen hears no signal
    }
    if (grace.toMillis() > 0) {
      containers.signal(id, signal(now));
    }
    if (!ends(id, grace)) {
      containers.signal(id, KILL);
      if (!ends(id, DEATH)) {
        throw new EngineException(
            Kind.RETRYABLE,
            attempted + ": it still runs " + DEATH.toSeconds() + " s after SIGKILL");
      }
    }
  }

  private static String signal(ContainerInfo container) {
    return container.labels().getOrDefault(ContainerPlan.LABEL_STOP_SIGNAL, "SIGTERM");
  }

  /** Looks once even without any time left. */
  private boolean ends(String id, Duration within) throws EngineException {
    Stopwatch sinceBegin = Stopwatch.started(clock);
    while (true) {
      Optional<ContainerStatus> status = containers.inspect(id).map(ContainerInfo::status);
      if (status.filter(DockerContainers::runs).isEmpty()) {
        return true;
      }
      if (sinceBegin.hasPassed(within)) {
        return false;
      }
      pause(id);
    }
  }

  private void pause(String id) throws EngineException {
    try {
      clock.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(Kind.CANCELLED, "stopping container " + id + ": interrupted", e);
    }
  }
}
