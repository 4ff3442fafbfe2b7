package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a container on Podman, by its events.
 *
 * <p>Podman's own answer to {@code POST /containers/ID/wait} asks for the container's state without
 * a pause and keeps one of the host's CPUs busy as long as the task runs (4.3.1, {@code
 * pkg/api/handlers/utils/containers.go:WaitContainerDocker}; measured: 90 %). As an event can be
 * lost, when the log is rotated or where Podman keeps none, the container is also looked at each
 * minute, and each second where no events can be had.
 */
final class PodmanEnd implements DockerWatches.Ongoing {
  private static final Duration LOOK = Duration.ofSeconds(60);
  private static final Duration WITHOUT_EVENTS = Duration.ofSeconds(1);

  /** The events that come before our look may be told, so that none is missed. */
  private static final Duration OVERLAP = Duration.ofSeconds(1);

  private final String id;
  private final DockerConnection connection;
  private final DockerContainers containers;
  private final HostClock clock;
  private final Consumer<OptionalInt> onEnd;
  private final Stopwatch sinceOpened;
  private @Nullable HttpAnswer events;
  private @Nullable DockerJsonLines lines;
  private OptionalInt toldCode = OptionalInt.empty();
  private volatile boolean closed;
  private volatile boolean over;

  PodmanEnd(
      String id,
      DockerConnection connection,
      DockerContainers containers,
      HostClock clock,
      Consumer<OptionalInt> onEnd) {
    this.id = id;
    this.connection = connection;
    this.containers = containers;
    this.clock = clock;
    this.onEnd = onEnd;
    this.sinceOpened = new Stopwatch(clock);
  }

  /** From the return on no end is missed. */
  void begin() {
    subscribe();
    Thread thread = new Thread(null, this::run, "engine-wait", 256 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    OptionalInt code = OptionalInt.empty();
    try {
      code = await();
    } catch (EngineException e) {
      // Podman does not answer: whoever waits is told that it went away.
    } finally {
      over = true;
      release();
      if (!closed) {
        onEnd.accept(code);
      }
    }
  }

  /** Looks when the events are subscribed to, so that an end is seen by the one or the other. */
  private OptionalInt await() throws EngineException {
    while (!closed) {
      Optional<ContainerInfo> now = containers.inspect(id);
      if (now.isEmpty()) {
        return toldCode;
      }
      if (hasEnded(now.get().status())) {
        return now.get().isEndKnown() ? OptionalInt.of(now.get().exitCode()) : toldCode;
      }
      if (!sawTheEnd()) {
        pauseIfEarly();
        subscribe();
      }
    }
    return OptionalInt.empty();
  }

  /** Reads the events up to the end of the container, or to their own. */
  private boolean sawTheEnd() {
    DockerJsonLines told = current();
    if (told == null) {
      return false;
    }
    try {
      for (Optional<JsonNode> line = told.next(); line.isPresent(); line = told.next()) {
        Optional<String> action = line.flatMap(DockerReader::event).map(ContainerEvent::action);
        if (action.filter(PodmanEnd::isEnd).isPresent()) {
          if (!action.get().equals("remove")) {
            toldCode = line.map(DockerReader::exitCode).orElse(OptionalInt.empty());
          }
          return true;
        }
      }
    } catch (IOException e) {
      // As good as their end.
    }
    return false;
  }

  private static boolean isEnd(String action) {
    return action.equals("die") || action.equals("died") || action.equals("remove");
  }

  private static boolean hasEnded(ContainerStatus status) {
    return status == ContainerStatus.EXITED || status == ContainerStatus.DEAD;
  }

  private void pauseIfEarly() {
    if (!sinceOpened.hasPassed(WITHOUT_EVENTS)) {
      try {
        clock.sleep(WITHOUT_EVENTS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        closed = true;
      }
    }
  }

  /** To the events of the next minute; none where Podman does not tell any. */
  private void subscribe() {
    release();
    sinceOpened.restart();
    Instant now = clock.now();
    try {
      String path =
          DockerPaths.events(id)
              .with("since", DockerWatches.timestamp(now.minus(OVERLAP)))
              .with("until", DockerWatches.timestamp(now.plus(LOOK)))
              .toString();
      CallLimits limits = CallLimits.stream(connection.callTime());
      keep(connection.open(HttpRequest.get(path), limits, null));
    } catch (IOException | RuntimeException e) {
      // Whether Podman answers at all, the next look tells.
    }
  }

  private synchronized @Nullable DockerJsonLines current() {
    return lines;
  }

  private synchronized void keep(HttpAnswer answer) {
    events = answer;
    lines = new DockerJsonLines(answer.body());
    if (closed) {
      release();
    }
  }

  private synchronized void release() {
    if (events != null) {
      events.close();
      events = null;
      lines = null;
    }
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    closed = true;
    over = true;
    release();
  }
}
