package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.Subscription;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.time.HostClock;

/** Ends and events of containers: what lasts. */
final class DockerWatches {
  private final DockerConnection connection;
  private final DockerErrors errors;
  private final DockerContainers containers;
  private final HostClock clock;
  private final Set<Ongoing> open = ConcurrentHashMap.newKeySet();

  /** A subscription that knows whether it is still one. */
  interface Ongoing extends Subscription {
    boolean isOver();
  }

  DockerWatches(
      DockerConnection connection,
      DockerErrors errors,
      DockerContainers containers,
      HostClock clock) {
    this.connection = connection;
    this.errors = errors;
    this.containers = containers;
    this.clock = clock;
  }

  /**
   * Engines take "does not run" as the end of a container that was never started; for one of those
   * the next end is asked for. The engine sends the head of its answer when it has begun to wait,
   * so an end after our return is never missed.
   */
  Subscription awaitExit(String id, Consumer<OptionalInt> onEnd) throws EngineException {
    String attempted = "waiting for the end of container " + id;
    ContainerInfo now =
        containers
            .inspect(id)
            .orElseThrow(() -> new EngineException(Kind.NOT_FOUND, attempted + ": there is none"));
    if (isPodman(attempted)) {
      PodmanEnd end = new PodmanEnd(id, connection, containers, clock, onEnd);
      end.begin();
      remember(end);
      return end;
    }
    String condition = now.status() == ContainerStatus.CREATED ? "next-exit" : "not-running";
    String path = DockerPaths.container(id, "/wait").with("condition", condition).toString();
    HttpAnswer answer = open(attempted, HttpRequest.post(path));
    AtomicReference<OptionalInt> code = new AtomicReference<>(OptionalInt.empty());
    return begin(
        "engine-wait", answer, a -> code.set(exitCode(lines(a))), () -> onEnd.accept(code.get()));
  }

  /** An engine that goes away ends its answer without a document. */
  private static OptionalInt exitCode(DockerJsonLines lines) throws IOException {
    Optional<JsonNode> end = lines.next();
    int code = end.map(document -> document.path("StatusCode").asInt(-1)).orElse(-1);
    return code >= 0 ? OptionalInt.of(code) : OptionalInt.empty();
  }

  /**
   * The engine sends the head of its answer just before it subscribes; asking from a moment on
   * includes what happens in between. A Podman without events has none to wait for.
   */
  Subscription watch(String id, Instant since, Consumer<ContainerEvent> onEvent)
      throws EngineException {
    String attempted = "watching container " + id;
    String path =
        errors
            .attempt(attempted, () -> DockerPaths.events(id).with("since", timestamp(since)))
            .toString();
    Optional<HttpAnswer> answer =
        errors.attempt(attempted, () -> events(path, CallLimits.stream(connection.callTime())));
    return answer.isPresent()
        ? begin("engine-events", answer.get(), a -> forward(lines(a), onEvent), () -> {})
        : () -> {};
  }

  /**
   * Empty where Podman keeps no events ({@code events_logger="none"}): 5.4.2 answers with 500
   * ({@code pkg/api/handlers/compat/events.go:GetEvents}), 4.3.1 with 200 and a line that is no
   * event.
   */
  private Optional<HttpAnswer> events(String path, CallLimits limits) throws IOException {
    try {
      return Optional.of(connection.open(HttpRequest.get(path), limits, null));
    } catch (DockerException e) {
      if (e.getHttpStatus() >= DockerErrors.SERVER_ERROR && connection.isPodman()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void forward(DockerJsonLines lines, Consumer<ContainerEvent> onEvent)
      throws IOException {
    for (Optional<JsonNode> line = lines.next(); line.isPresent(); line = lines.next()) {
      line.flatMap(DockerReader::event).ifPresent(onEvent);
    }
  }

  List<ContainerEvent> events(String id, Instant since) throws EngineException {
    return errors.attempt(
        "reading the events of container " + id,
        () -> {
          List<ContainerEvent> events = told(past(id, since).toString());
          if (connection.isPodman() && events.stream().noneMatch(DockerWatches::isEnd)) {
            // The journal may get an end later than the record that the call before has brought up
            // to date.
            events.addAll(new PodmanRecord(connection).events(id));
          }
          return events;
        });
  }

  private static boolean isEnd(ContainerEvent event) {
    return event.action().equals("die") || event.action().equals("died");
  }

  private List<ContainerEvent> told(String path) throws IOException {
    List<ContainerEvent> events = new ArrayList<>();
    Optional<HttpAnswer> open = events(path, CallLimits.call(connection.callTime()));
    if (open.isPresent()) {
      try (HttpAnswer answer = open.get()) {
        forward(lines(answer), events::add);
      }
    }
    return events;
  }

  /**
   * Podman gives up reading when the last moment has come, which has passed here, however much it
   * has told by then (4.3.1, {@code libpod/events/logfile.go:Read}); told not to go on, it reads to
   * the end of what it has.
   */
  private DockerPaths past(String id, Instant since) throws IOException {
    DockerPaths path = DockerPaths.events(id).with("since", timestamp(since));
    return connection.isPodman()
        ? path.with("stream", "false")
        : path.with("until", timestamp(Instant.now()));
  }

  void closeAll() {
    open.forEach(Ongoing::close);
    open.clear();
  }

  private boolean isPodman(String attempted) throws EngineException {
    return errors.attempt(attempted, connection::isPodman);
  }

  /** Seconds and nanoseconds; a formatter would load the locales at each start of a task. */
  static String timestamp(Instant time) {
    String nanos = Integer.toString(1_000_000_000 + time.getNano());
    return time.getEpochSecond() + "." + nanos.substring(1);
  }

  private HttpAnswer open(String attempted, HttpRequest request) throws EngineException {
    return errors.attempt(
        attempted, () -> connection.open(request, CallLimits.stream(connection.callTime()), null));
  }

  private DockerJsonLines lines(HttpAnswer answer) {
    return new DockerJsonLines(answer.body());
  }

  private void remember(Ongoing subscription) {
    open.removeIf(Ongoing::isOver);
    open.add(subscription);
  }

  private DockerStream begin(
      String name, HttpAnswer answer, DockerStream.Reader reader, Runnable whenOver) {
    DockerStream stream = DockerStream.start(name, answer, reader, whenOver);
    remember(stream);
    return stream;
  }
}
