package net.boincwrapper.cli.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Devices;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * A container of our own, isolated and limited like a task's, that says hello. Its image is made
 * here, from one program, and is gone afterwards.
 */
final class Hello {
  private static final int FEW_PROCESSES = 16;
  private static final long LITTLE_MEMORY = 64L << 20;
  private static final int LOG_BYTES = 4096;

  private final Engine engine;
  private final Inventory inventory;
  private final EngineInfo info;
  private final HostClock clock;

  Hello(Engine engine, Inventory inventory, EngineInfo info, HostClock clock) {
    this.engine = engine;
    this.inventory = inventory;
    this.info = info;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @param user {@code uid:gid} that a task's container would have
   * @return from the wish for a container to the knowledge of its end; empty where there is no such
   *     program for the engine's architecture
   * @throws EngineException why it could not say hello
   */
  Optional<Duration> run(String user) throws EngineException {
    Optional<byte[]> program = HelloProgram.of(info.architecture());
    if (program.isEmpty()) {
      return Optional.empty();
    }
    removeWhatOthersLeft();
    Map<String, String> labels =
        Map.of(Inventory.LABEL_HELLO, Long.toString(ProcessHandle.current().pid()));
    String image = inventory.importProgram(HelloProgram.NAME, program.get(), labels);
    try {
      return Optional.of(say(plan(image, user, labels)));
    } finally {
      inventory.removeImage(image);
    }
  }

  /** A look that had no more time, or was ended, has removed nothing. */
  private void removeWhatOthersLeft() throws EngineException {
    for (Inventory.KeptContainer container : inventory.containers(false)) {
      if (isLeft(container.labels())) {
        engine.remove(container.id());
      }
    }
    for (Inventory.KeptImage image : inventory.images()) {
      if (image.isHello() && isLeft(image.labels())) {
        inventory.removeImage(image.id());
      }
    }
  }

  /** The label's value is the process that made it. */
  private static boolean isLeft(Map<String, String> labels) {
    String maker = labels.getOrDefault(Inventory.LABEL_HELLO, "");
    return maker.matches("\\d{1,18}")
        && ProcessHandle.of(Long.parseLong(maker)).filter(ProcessHandle::isAlive).isEmpty();
  }

  private Duration say(ContainerPlan plan) throws EngineException {
    Stopwatch taken = Stopwatch.started(clock);
    String id = engine.create(plan);
    try {
      CompletableFuture<OptionalInt> end = new CompletableFuture<>();
      Engine.Subscription waiting = engine.awaitExit(id, end::complete);
      engine.start(id);
      OptionalInt status = end.join();
      waiting.close();
      Duration lasted = taken.elapsed();
      check(id, status);
      return lasted;
    } finally {
      engine.remove(id);
    }
  }

  private void check(String id, OptionalInt status) throws EngineException {
    String said = new String(engine.logTail(id, LOG_BYTES), StandardCharsets.UTF_8);
    if (status.orElse(1) != 0 || !said.contains(HelloProgram.LINE)) {
      throw new EngineException(
          EngineException.Kind.FINAL,
          "a container that only says hello ended with status "
              + (status.isPresent() ? status.getAsInt() : "unknown")
              + " and said \""
              + said.strip()
              + "\"");
    }
  }

  private ContainerPlan plan(String image, String user, Map<String, String> labels) {
    return new ContainerPlan(
            "",
            image,
            info.rootless() ? "0:0" : user,
            "/",
            Optional.empty(),
            Map.of(),
            labels,
            List.of(),
            ContainerPlan.NO_NETWORK,
            List.of(),
            Devices.NONE,
            keeps(Limit.MEMORY) ? OptionalLong.of(LITTLE_MEMORY) : OptionalLong.empty(),
            OptionalLong.empty(),
            keeps(Limit.CPU) ? Optional.of(1.0) : Optional.empty(),
            ContainerPlan.UNLIMITED,
            keeps(Limit.PIDS) ? FEW_PROCESSES : ContainerPlan.UNLIMITED,
            Map.of(),
            Optional.empty(),
            1,
            Optional.empty(),
            true,
            info.abilities().labelsContainers(),
            info.kind())
        .withoutInit();
  }

  private boolean keeps(Limit limit) {
    return info.abilities().limits().contains(limit);
  }
}
