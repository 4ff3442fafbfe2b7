package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.VersionBefore;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A volunteer's program is replaced while a task is under way, and the new one goes on with it. */
@WithEngine
class VersionBeforeIT {
  @TempDir Path directory;

  /**
   * Whatever was under way: its host went down, it had left, it was being restored, or had been.
   */
  @ParameterizedTest
  @ValueSource(strings = {"killed", "quit", "restoring", "restored"})
  void aTaskGoesOnFromTheNewestSealedCheckpoint(String name) throws Exception {
    try (TaskHarness task = layDown(name)) {
      Checkpoint newest = newest(task);
      task.file("state", "to"); // torn

      RunningWrapper wrapper = task.launch();

      assertGoesOn(task, wrapper, newest);
    }
  }

  @Test
  void theContainerThatItLeftIsItsOwn() throws Exception {
    try (TaskHarness task = layDown("killed")) {
      Checkpoint newest = newest(task);
      task.file("state", "to"); // torn
      String container = container(task, "killed");
      Shell.succeed("docker", "start", container);
      Containers.kill(container);

      RunningWrapper wrapper = task.launch();

      assertGoesOn(task, wrapper, newest);
      assertThat(task.stderr()).contains("the container has ended, exit code 137");
    }
  }

  @Test
  void aTaskThatHadEndedIsFinishedWithAndNotRunAgain() throws Exception {
    try (TaskHarness task = layDown("judged")) {
      String log = task.read("log.txt");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(42);

      assertThat(task.slot().finish()).content().startsWith("42\n");
      assertThat(task.read("log.txt")).isEqualTo(log);
    }
  }

  /**
   * The newest sealed checkpoint, found by its files alone.
   *
   * @param step that the app had reached
   */
  private record Checkpoint(int generation, int step) {}

  private static Checkpoint newest(TaskHarness task) throws IOException {
    Path all = task.slot().ownDirectory().resolve("checkpoints");
    int newest;
    try (Stream<Path> generations = Files.list(all)) {
      newest =
          generations.mapToInt(it -> Integer.parseInt(it.getFileName().toString())).max().orElse(0);
    }
    Path generation = all.resolve(String.valueOf(newest));
    for (String line : Files.readAllLines(generation.resolve("manifest"))) {
      if (line.endsWith(" name = state")) {
        String state = Files.readString(generation.resolve(line.split(" ")[0]));
        return new Checkpoint(newest, Integer.parseInt(state.strip()));
      }
    }
    throw new AssertionError("checkpoint " + newest + " has no state");
  }

  private static void assertGoesOn(TaskHarness task, RunningWrapper wrapper, Checkpoint from)
      throws IOException {
    String before = VersionBefore.text("slots/" + slotOf(task) + "/boinc/slots/0/log.txt");
    wrapper.await("the app is started", () -> !task.read("log.txt").equals(before));
    assertThat(task.read("log.txt")).isEqualTo(before + "starting at " + from.step() + "\n");
    wrapper.awaitCount(from.step() + 2);
    task.enough();
    assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();

    assertThat(task.read("log.txt")).isEqualTo(before + "starting at " + from.step() + "\n");
    assertThat(task.stderr()).contains("restored from generation " + from.generation());
    assertThat(task.read("out.txt")).isEqualTo("counted to " + task.read("state"));
    assertThat(task.slot().finish()).hasContent("0\n");
    assertThat(task.containers()).isEmpty();
  }

  private static String slotOf(TaskHarness task) {
    return task.resultName()
        .substring("before_".length(), task.resultName().length() - "_0".length());
  }

  /** The slot of that name in this test's own data directory. */
  private TaskHarness layDown(String name) throws IOException {
    TaskHarness task = TaskHarness.named(directory, "before_" + name + "_0");
    VersionBefore.copy(
        VersionBefore.file("slots").resolve(name).resolve("boinc"), task.boincDirectory());
    VersionBefore.replaceIn(
        task.slot().ownDirectory().resolve("links"),
        VersionBefore.recorded(name),
        task.boincDirectory().toString());
    Files.setPosixFilePermissions(
        task.slot().directory().resolve("app.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return task;
  }

  /** A container with the labels that the version before gave its own, and known to its memo. */
  private static String container(TaskHarness task, String name) throws IOException {
    JsonObject before =
        JsonParser.parseString(VersionBefore.text("slots/" + name + "/container.json"))
            .getAsJsonObject();
    List<String> command = new ArrayList<>(List.of("docker", "create"));
    before
        .getAsJsonObject("Config")
        .getAsJsonObject("Labels")
        .entrySet()
        .forEach(
            label -> {
              String value = label.getValue().getAsString();
              String here = task.boincDirectory().toString();
              command.add("--label");
              command.add(label.getKey() + "=" + value.replace(VersionBefore.recorded(name), here));
            });
    command.addAll(List.of(TaskHarness.IMAGE, "sleep", "1000"));
    String id = Shell.succeed(command.toArray(String[]::new)).strip();
    VersionBefore.replaceIn(
        task.slot().ownDirectory().resolve("memo"), before.get("Id").getAsString(), id);
    return id;
  }
}
