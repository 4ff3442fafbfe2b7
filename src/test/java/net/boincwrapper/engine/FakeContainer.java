package net.boincwrapper.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One container of {@link FakeEngine}, with nothing but its state. */
final class FakeContainer {
  final String id;
  final String imageId;
  final ContainerPlan plan;
  Engine.ContainerStatus status = Engine.ContainerStatus.CREATED;
  Instant createdAt = Instant.EPOCH;
  Optional<Instant> startedAt = Optional.empty();
  Optional<Instant> finishedAt = Optional.empty();
  int exitCode;
  boolean oomKilled;
  String error = "";
  Engine.Usage usage = new Engine.Usage(0, 0, 0);
  byte[] log = {};
  final List<Engine.Change> changes = new ArrayList<>();
  long layerBytes;
  final Map<String, Engine.PathStat> stats = new HashMap<>();
  double cpus;

  FakeContainer(String id, String imageId, ContainerPlan plan) {
    this.id = id;
    this.imageId = imageId;
    this.plan = plan;
    this.cpus = plan.cpus().orElse(1.0);
  }

  boolean runs() {
    return status == Engine.ContainerStatus.RUNNING || status == Engine.ContainerStatus.PAUSED;
  }

  void begin(Instant now) {
    status = Engine.ContainerStatus.RUNNING;
    startedAt = Optional.of(now);
    finishedAt = Optional.empty();
    oomKilled = false;
  }

  void end(int code, Instant now) {
    if (!runs()) {
      throw new AssertionError("the test ends a container that does not run: " + id);
    }
    status = Engine.ContainerStatus.EXITED;
    finishedAt = Optional.of(now);
    exitCode = code;
  }

  Engine.ContainerInfo info() {
    return new Engine.ContainerInfo(
        id,
        plan.name(),
        status,
        imageId,
        plan.labels(),
        startedAt,
        finishedAt,
        exitCode,
        oomKilled,
        runs() ? 4711 : 0,
        error,
        runs() ? ports() : Map.of());
  }

  /** An engine chooses high ones for those that the plan leaves to it. */
  private Map<Integer, Integer> ports() {
    Map<Integer, Integer> ports = new HashMap<>();
    plan.ports()
        .forEach(p -> ports.put(p.containerPort(), p.hostPort().orElse(32768 + p.containerPort())));
    return ports;
  }
}
