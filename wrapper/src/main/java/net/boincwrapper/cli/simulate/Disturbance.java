package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.Checkpoints;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * What can happen to a task on its host, apart from client and wrapper.
 *
 * @param files which files of the slot are the checkpoint
 * @param restartCommand restarts the engine; empty if the author does not permit that
 * @param proxy through which the task reaches the engine; empty if it does so directly
 * @param clock used for the wait until containers are dead
 * @param told hears what could not be done
 */
record Disturbance(
    Engine engine,
    ScratchTree tree,
    DeclaredFiles files,
    Optional<String> restartCommand,
    Optional<EngineProxy> proxy,
    HostClock clock,
    Consumer<String> told) {

  private static final Duration DEATH = Duration.ofSeconds(10);

  /** The words for an interruption that came too late. */
  static final String RUN_OVER = "the run was over before it";

  private static final Duration LOOK = Duration.ofMillis(50);

  /**
   * Kills them as an out-of-memory killer or a person would, and waits until they are dead.
   *
   * @return whether there were any
   */
  boolean killContainers() throws InterruptedException {
    List<String> doomed = List.of();
    try {
      doomed = living();
      for (String id : doomed) {
        engine.signal(id, "SIGKILL");
      }
      Stopwatch sinceKill = Stopwatch.started(clock);
      while (!Collections.disjoint(living(), doomed) && !sinceKill.hasPassed(DEATH)) {
        clock.sleep(LOOK);
      }
      if (!Collections.disjoint(living(), doomed)) {
        told.accept("the container is still alive " + DEATH.toSeconds() + " s after it was killed");
      }
    } catch (EngineException e) {
      told.accept("could not kill the container: " + e.getMessage());
    }
    return !doomed.isEmpty();
  }

  private List<String> living() throws EngineException {
    Map<String, String> ours = Map.of(ContainerPlan.LABEL_SLOT, tree.slot().directory().toString());
    return engine.list(ours).stream()
        .filter(
            container ->
                container.status() == ContainerStatus.RUNNING
                    || container.status() == ContainerStatus.PAUSED)
        .map(ContainerInfo::id)
        .toList();
  }

  /** Leaves the checkpoint's files torn. Nobody may be writing them meanwhile. */
  void tearCheckpoint() {
    try {
      for (Path file : files.present(tree.slot())) {
        Damage.tear(file);
      }
    } catch (IOException | UncheckedIOException e) {
      told.accept("could not tear the checkpoint files: " + Failure.describe(e));
    }
  }

  /** Damages the newest sealed checkpoint, so that an older one must be used. */
  void spoilNewestGeneration() {
    try {
      Optional<List<Path>> copies = Checkpoints.newestCopies(tree.slot());
      if (copies.isEmpty()) {
        told.accept("there is no sealed checkpoint to damage");
      }
      for (Path copy : copies.orElse(List.of())) {
        Damage.tear(copy);
      }
    } catch (IOException e) {
      told.accept("could not damage the sealed checkpoint: " + Failure.describe(e));
    }
  }

  /**
   * The task loses the engine, and the engine the task's container, as when an engine is restarted
   * that does not keep its containers alive.
   */
  void takeEngineAway() throws InterruptedException {
    proxy.ifPresent(EngineProxy::takeAway);
    if (!killContainers()) {
      told.accept(RUN_OVER);
    }
  }

  /** The task can reach the engine again. */
  void giveEngineBack() {
    try {
      if (proxy.isPresent()) {
        proxy.get().giveBack();
      }
    } catch (IOException e) {
      told.accept("could not give the engine back to the task: " + Failure.describe(e));
    }
  }

  /**
   * Does not wait, because the client sends heartbeats meanwhile. {@link #restarted} takes what it
   * returns.
   *
   * @return empty if the command could not be started
   */
  Optional<Process> restartEngine() {
    try {
      return Optional.of(
          new ProcessBuilder("sh", "-c", restartCommand.orElseThrow())
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(restartLog().toFile())
              .start());
    } catch (IOException e) {
      told.accept("could not restart the engine: " + Failure.describe(e));
      return Optional.empty();
    }
  }

  /**
   * Judges a command that has ended.
   *
   * @param taskWasOver whether the task was over before
   */
  void restarted(Process command, boolean taskWasOver) {
    int status = command.exitValue();
    if (status != 0) {
      told.accept(
          "the command that restarts the engine ended with " + status + ": see " + restartLog());
    } else if (taskWasOver) {
      told.accept("the run was over before the engine was restarted");
    }
  }

  private Path restartLog() {
    return tree.kept().resolve("restart-engine.log");
  }
}
