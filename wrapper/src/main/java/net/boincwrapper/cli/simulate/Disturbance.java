package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.Failure;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;

/**
 * What can happen to a task on its host, beyond client and wrapper.
 *
 * @param files which files of the slot are the checkpoint
 * @param restartCommand restarts the engine; empty where that is not permitted
 * @param told hears what could not be done
 */
record Disturbance(
    Engine engine,
    ScratchTree tree,
    DeclaredFiles files,
    Optional<String> restartCommand,
    Consumer<String> told) {

  private static final Duration DEATH = Duration.ofSeconds(10);
  private static final String MANIFEST = "manifest";
  private static final long LOOK_MILLIS = 50;

  /** As an out-of-memory killer or a person would, and waits until they are dead. */
  void killContainers() throws InterruptedException {
    try {
      List<String> doomed = living();
      for (String id : doomed) {
        engine.signal(id, "SIGKILL");
      }
      long begin = System.nanoTime();
      while (!Collections.disjoint(living(), doomed)
          && System.nanoTime() - begin < DEATH.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      if (!Collections.disjoint(living(), doomed)) {
        told.accept("the container still lives " + DEATH.toSeconds() + " s after it was killed");
      }
    } catch (EngineException e) {
      told.accept("could not kill the container: " + e.getMessage());
    }
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

  /** Leaves the checkpoint's files torn. Nobody may write them meanwhile. */
  void tearCheckpoint() {
    try {
      for (Path file : files.present(tree.slot())) {
        Damage.tear(file);
      }
    } catch (IOException | UncheckedIOException e) {
      told.accept("could not tear the checkpoint files: " + Failure.describe(e));
    }
  }

  /** Damages the newest sealed checkpoint, so that an older one must do. */
  void spoilNewestGeneration() {
    try {
      Optional<Path> newest = newestGeneration();
      if (newest.isEmpty()) {
        told.accept("there is no sealed checkpoint to damage");
      } else {
        for (Path file : dataOf(newest.get())) {
          Damage.tear(file);
        }
      }
    } catch (IOException e) {
      told.accept("could not damage the sealed checkpoint: " + Failure.describe(e));
    }
  }

  private Optional<Path> newestGeneration() throws IOException {
    Path sealed = tree.slot().checkpoints();
    if (!Files.isDirectory(sealed)) {
      return Optional.empty();
    }
    try (Stream<Path> generations = Files.list(sealed)) {
      return generations
          .filter(generation -> generation.getFileName().toString().matches("[1-9][0-9]{0,8}"))
          .max(Comparator.comparingInt(Disturbance::number));
    }
  }

  /** Not its list of them: that the files are damaged has to be found. */
  private static List<Path> dataOf(Path generation) throws IOException {
    try (Stream<Path> files = Files.list(generation)) {
      return files
          .filter(file -> !file.endsWith(MANIFEST))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .toList();
    }
  }

  private static int number(Path generation) {
    return Integer.parseInt(generation.getFileName().toString());
  }

  /**
   * Does not wait: the client goes on beating meanwhile. {@link #restarted} takes what it returns.
   *
   * @return empty where the command could not be begun
   */
  Optional<Process> restartEngine() {
    if (restartCommand.isEmpty()) {
      told.accept("the engine is left alone: --restart-engine permits its restart");
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcessBuilder("sh", "-c", restartCommand.get())
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
   * @param taskWasOver whether the task was done before
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
    return tree.root().resolve("restart-engine.log");
  }
}
