package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.Sighting;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.PodmanPaths;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.time.HostClock;

/**
 * The verbs on containers. Where the engine refuses, the container's state decides whether the wish
 * is fulfilled already: Docker answers 409 and Podman 500 to the same thing.
 */
final class DockerContainers {
  /** What Podman makes of a create with {@code NanoCpus}. */
  private static final long PODMAN_PERIOD_MICROS = 100_000;

  /** Longest that a removal by somebody else is waited for. */
  private static final Duration OTHERS_REMOVAL = Duration.ofSeconds(20);

  private final DockerConnection connection;
  private final DockerErrors errors;
  private final DockerProgram program;
  private final HostClock clock;
  private final Path proc;

  private final FrozenContainers frozen;

  /** Found out by a refusal; it holds until this program ends. */
  private volatile boolean limitsNoLayer;

  /**
   * @param proc where procfs is mounted
   */
  DockerContainers(DockerConnection connection, DockerErrors errors, HostClock clock, Path proc) {
    this.connection = connection;
    this.errors = errors;
    this.clock = clock;
    this.proc = proc;
    this.frozen = new FrozenContainers(proc, clock);
    this.program = new DockerProgram(connection, errors);
  }

  List<ContainerInfo> list(Map<String, String> labels) throws EngineException {
    List<ContainerInfo> containers = new ArrayList<>();
    for (JsonNode summary : summaries(labels)) {
      inspect(summary.path("Id").asText()).ifPresent(containers::add);
    }
    return containers;
  }

  List<Sighting> sight(Map<String, String> labels) throws EngineException {
    List<Sighting> sightings = new ArrayList<>();
    summaries(labels).forEach(summary -> sightings.add(DockerReader.sighting(summary)));
    return sightings;
  }

  private JsonNode summaries(Map<String, String> labels) throws EngineException {
    ObjectNode filters = JsonNodeFactory.instance.objectNode();
    ArrayNode wanted = filters.putArray("label");
    new TreeMap<>(labels).forEach((name, value) -> wanted.add(name + "=" + value));
    return errors.attempt(
        "listing containers with labels " + labels,
        () ->
            connection.get(
                DockerPaths.of("/containers/json")
                    .with("all", "true")
                    .with("filters", DockerJson.text(filters))
                    .toString()));
  }

  Optional<ContainerInfo> inspect(String idOrName) throws EngineException {
    return errors.attempt("inspecting container " + idOrName, () -> inspectNow(idOrName));
  }

  private Optional<ContainerInfo> inspectNow(String idOrName) throws IOException {
    String path = DockerPaths.container(idOrName, "/json").toString();
    Optional<JsonNode> tree = find(path);
    return tree.isEmpty()
        ? Optional.empty()
        : Optional.of(explained(tree.get(), asItIs(DockerReader.container(tree.get()))));
  }

  private Optional<JsonNode> find(String path) throws IOException {
    try {
      return connection.find(path);
    } catch (DockerException e) {
      return new PodmanLook(connection, clock).again(path, e);
    }
  }

  /** To its engine, a container that is paused by signals runs; to Podman, one that it has lost. */
  private ContainerInfo asItIs(ContainerInfo container) throws IOException {
    if (container.status() != ContainerStatus.RUNNING) {
      return container;
    }
    if (connection.isPodman() && new PodmanLoss(connection, proc).isLost(container)) {
      return container.lost();
    }
    return frozen.isFrozen(container) ? container.withStatus(ContainerStatus.PAUSED) : container;
  }

  private ContainerInfo explained(JsonNode tree, ContainerInfo container) throws IOException {
    boolean explained =
        DockerProgram.suspicious(container.exitCode()) && !container.error().isEmpty();
    return explained || container.status() != ContainerStatus.EXITED
        ? container
        : container.withError(program.complaint(tree));
  }

  String create(ContainerPlan plan) throws EngineException {
    String attempted = "creating container " + plan.name() + " from image " + plan.image();
    if (plan.engine() == Engine.Kind.PODMAN) {
      PodmanPaths.check(attempted, plan);
    }
    return errors.attempt(
        attempted,
        () -> {
          ObjectNode body = DockerCreate.body(plan, mayHaveHealthCheck(plan));
          return DockerCreate.hasSize(body) ? createWithSize(plan, body) : create(plan, body);
        });
  }

  private String create(ContainerPlan plan, ObjectNode body) throws IOException {
    return connection
        .post(DockerPaths.of("/containers/create").with("name", plan.name()).toString(), body)
        .path("Id")
        .asText();
  }

  /**
   * An engine that cannot limit a layer answers 500, as it does to much else: only the same without
   * a limit tells. (moby, {@code daemon/graphdriver/overlay2/overlay.go:CreateReadWrite}, and
   * {@code containers/storage/drivers/overlay/overlay.go}; seen with Docker 20.10 and Podman 4.3.1
   * on ext4.)
   */
  private String createWithSize(ContainerPlan plan, ObjectNode body) throws IOException {
    if (!limitsNoLayer) {
      try {
        return create(plan, body);
      } catch (RuntimeException e) {
        int status = DockerErrors.status(e);
        if (status == 0 || status == DockerErrors.CONFLICT || status == DockerErrors.NOT_FOUND) {
          throw e;
        }
      }
    }
    String id = create(plan, DockerCreate.withoutSize(body));
    limitsNoLayer = true;
    return id;
  }

  /**
   * Where a check is switched off that is not there, Podman makes a timer of systemd's for it all
   * the same, and from 5.5 on the container does not start where its user has no systemd ({@code
   * libpod/container_internal.go:init}; tried on 5.8.6). Only Podman's own API tells.
   */
  private boolean mayHaveHealthCheck(ContainerPlan plan) throws IOException {
    return plan.engine() != Engine.Kind.PODMAN
        || connection
            .find(DockerPaths.libpodImage(plan.image(), "/json").toString())
            .map(image -> image.has("Healthcheck"))
            .orElse(true);
  }

  void start(String id) throws EngineException {
    String attempted = "starting container " + id;
    try {
      connection.post(DockerPaths.container(id, "/start").toString());
    } catch (IOException | RuntimeException e) {
      Optional<ContainerInfo> now = stateAfter(attempted, e, id);
      if (now.filter(c -> runs(c.status())).isPresent()) {
        return;
      }
      if (now.filter(DockerContainers::programMissing).isPresent()) {
        throw new EngineException(
            Kind.NOT_RUNNABLE, attempted + ": its program cannot be run: " + now.get().error(), e);
      }
      throw errors.of(attempted, e);
    }
  }

  void pause(String id) throws EngineException {
    if (frozen.of(id).isEmpty()) {
      try {
        change(
            "pausing container " + id,
            id,
            () -> connection.client().pauseContainerCmd(id).exec(),
            now -> now.status() == ContainerStatus.PAUSED && !frozen.isFrozen(now));
        return;
      } catch (EngineException refusal) {
        freezeInstead(id, refusal);
      }
    }
    frozen.of(id).orElseThrow().freeze();
  }

  void unpause(String id) throws EngineException {
    if (frozen.of(id).isEmpty()) {
      try {
        change(
            "unpausing container " + id,
            id,
            () -> connection.client().unpauseContainerCmd(id).exec(),
            now -> now.status() == ContainerStatus.RUNNING);
        return;
      } catch (EngineException refusal) {
        freezeInstead(id, refusal);
      }
    }
    frozen.of(id).orElseThrow().thaw();
  }

  /** From now on signals do what its engine cannot, if it is such a container. */
  private void freezeInstead(String id, EngineException refusal) throws EngineException {
    if (refusal.kind() == Kind.UNREACHABLE || refusal.kind() == Kind.NOT_FOUND) {
      throw refusal;
    }
    Optional<ContainerInfo> running = inspect(id).filter(container -> runs(container.status()));
    if (running.isEmpty() || !frozen.takes(running.get())) {
      throw refusal;
    }
  }

  /** Containers that are paused stay so. */
  void close() {
    frozen.leaveAll();
  }

  /** As {@link DockerCreate} has set them: an engine takes no quota where there are such. */
  void limitCpus(String id, double cpus) throws EngineException {
    errors.attempt(
        "giving container " + id + " " + cpus + " CPUs",
        () -> connection.isPodman() ? limitOnPodman(id, cpus) : limitOnDocker(id, cpus));
  }

  private Void limitOnDocker(String id, double cpus) {
    connection.client().updateContainerCmd(id).withNanoCPUs(Math.round(cpus * 1e9)).exec();
    return null;
  }

  /** Podman's Docker API has no update; its own takes the runtime's words. */
  private Void limitOnPodman(String id, double cpus) throws IOException {
    ObjectNode resources = JsonNodeFactory.instance.objectNode();
    long quota = Math.round(cpus * PODMAN_PERIOD_MICROS);
    resources.putObject("cpu").put("quota", quota).put("period", PODMAN_PERIOD_MICROS);
    String path = DockerPaths.libpod(id, "/update").toString();
    HttpRequest request = HttpRequest.json(path, DockerJson.bytes(resources));
    connection.open(request, CallLimits.call(connection.callTime()), null).close();
    return null;
  }

  private boolean isPodman(String attempted) throws EngineException {
    return errors.attempt(attempted, connection::isPodman);
  }

  void stop(String id, Duration grace) throws EngineException {
    String attempted = "stopping container " + id;
    Optional<ProcessFreeze> freeze = frozen.of(id);
    if (freeze.isPresent()) {
      freeze.get().thaw(); // what is frozen hears no signal
    }
    if (isPodman(attempted)) {
      new PodmanStop(this, clock).stop(id, grace);
      return;
    }
    try {
      stopNow(id, grace);
    } catch (RuntimeException e) {
      if (runs(existingAfter(attempted, e, id).status())) {
        throw errors.of(attempted, e);
      }
    }
  }

  private Void stopNow(String id, Duration grace) {
    int seconds = Math.toIntExact((grace.toMillis() + 999) / 1000);
    // The engine answers when the container has ended, at the latest some seconds after its kill.
    Duration time = connection.callTime().plusSeconds(seconds);
    connection.clientWithin(time).stopContainerCmd(id).withTimeout(seconds).exec();
    return null;
  }

  void signal(String id, String signal) throws EngineException {
    change(
        "sending " + signal + " to container " + id,
        id,
        () -> connection.client().killContainerCmd(id).withSignal(signal).exec(),
        now -> !runs(now.status()));
  }

  void remove(String id) throws EngineException {
    String attempted = "removing container " + id;
    try {
      removeNow(id);
    } catch (RuntimeException e) {
      int status = DockerErrors.status(e);
      if (status == DockerErrors.CONFLICT) {
        awaitRemoval(attempted, id);
      } else if (status >= DockerErrors.SERVER_ERROR && isPodman(attempted)) {
        removeAgain(attempted, id);
      } else if (status != DockerErrors.NOT_FOUND && (status == 0 || inspect(id).isPresent())) {
        throw errors.of(attempted, e);
      }
    }
  }

  private void removeNow(String id) {
    connection.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
  }

  /**
   * For a container whose monitor was killed, Podman's first removal fails, but notes that it has
   * ended (tried on 4.3.1 and 5.4.2).
   */
  private void removeAgain(String attempted, String id) throws EngineException {
    try {
      removeNow(id);
    } catch (RuntimeException e) {
      if (DockerErrors.status(e) != DockerErrors.NOT_FOUND && inspect(id).isPresent()) {
        throw errors.of(attempted, e);
      }
    }
  }

  /** Somebody else removes it at this moment. */
  private void awaitRemoval(String attempted, String id) throws EngineException {
    String path = DockerPaths.container(id, "/wait").with("condition", "removed").toString();
    try (HttpAnswer answer =
        connection.open(HttpRequest.post(path), CallLimits.call(OTHERS_REMOVAL), null)) {
      answer.body().readAllBytes();
    } catch (IOException | RuntimeException e) {
      if (DockerErrors.status(e) != DockerErrors.NOT_FOUND) {
        throw errors.of(attempted + ", which somebody else removes", e);
      }
    }
  }

  /** Acts, and after a refusal looks whether it is so already. */
  private void change(String attempted, String id, Runnable act, Predicate<ContainerInfo> already)
      throws EngineException {
    try {
      act.run();
    } catch (RuntimeException e) {
      ContainerInfo now = existingAfter(attempted, e, id);
      if (already.test(now)) {
        return;
      }
      if (!runs(now.status())) {
        throw new EngineException(
            Kind.FINAL, attempted + ": it does not run, it is " + now.status(), e);
      }
      throw errors.of(attempted, e);
    }
  }

  private ContainerInfo existingAfter(String attempted, RuntimeException e, String id)
      throws EngineException {
    return stateAfter(attempted, e, id)
        .orElseThrow(
            () ->
                new EngineException(Kind.NOT_FOUND, attempted + ": there is no such container", e));
  }

  /** The container after a refusal; a failure that is none is thrown on. */
  private Optional<ContainerInfo> stateAfter(String attempted, Exception e, String id)
      throws EngineException {
    if (DockerErrors.status(e) == 0) {
      throw errors.of(attempted, e);
    }
    return inspect(id);
  }

  private static boolean programMissing(ContainerInfo container) {
    return !container.error().isEmpty() && DockerProgram.suspicious(container.exitCode());
  }

  static boolean runs(ContainerStatus status) {
    return status == ContainerStatus.RUNNING || status == ContainerStatus.PAUSED;
  }
}
