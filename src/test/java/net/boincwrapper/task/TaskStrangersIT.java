package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other containers: of this slot's past, of other people, and ours in others' hands. */
@WithEngine
class TaskStrangersIT {
  @TempDir Path directory;

  /** Also where the client has emptied the slot, as it does between tasks. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void containersOfAnEarlierTaskOnThisSlotAreRemoved(boolean emptied) throws Exception {
    try (TaskHarness earlier = TaskHarness.in(directory)) {
      earlier.countingApp(1000, 0);
      earlier.launch().awaitCount(3).kill();
      String left = earlier.container();
      if (emptied) {
        // What the app moves meanwhile, find misses.
        Shell.run("find", earlier.slot().directory().toString(), "-mindepth", "1", "-delete");
        assertThat(earlier.slot().directory().resolve("job.toml")).doesNotExist();
      }
      try (TaskHarness task = TaskHarness.in(directory)) {
        task.app("echo mine > out.txt; exit 7");

        assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
        assertThat(task.read("boinc_temporary_exit")).startsWith("1\n");
        assertThat(task.read("app.sh")).isEmpty();
        task.job("").app("echo mine > out.txt; exit 7"); // as the client sets the slot up again
        assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(7);

        assertThat(Containers.status(left)).isEqualTo("gone");
        assertThat(task.read("out.txt")).isEqualTo("mine\n");
        assertThat(task.containers()).isEmpty();
      }
    }
  }

  @Test
  void whatIsNotOursIsLeftAlone() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory);
        Stranger unlabelled = Stranger.named("boincw__" + task.resultName() + "__foreign");
        Stranger elsewhere =
            Stranger.named(
                "boincw__" + task.resultName() + "__elsewhere",
                "--label",
                "net.boincwrapper.slot=" + task.slot().directory() + "1")) {
      task.app("exit 0");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(Containers.status(unlabelled.id())).isEqualTo("running");
      assertThat(Containers.status(elsewhere.id())).isEqualTo("running");
    }
  }

  @Test
  void aContainerThatSomebodyRemovesWhileItRunsIsCreatedAnew() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job("[checkpoint]\nfiles = [\"state\"]\n");
      RunningWrapper wrapper = task.launch().awaitCount(5);

      Restart restart = Restart.of(task, TaskHarness.FOR_EVER);
      Containers.remove(task.container());
      task.enough();

      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
      restart.assertRightResult();
      assertThat(task.containers()).isEmpty();
    }
  }

  @Test
  void aContainerThatSomebodyKillsWhileItRunsIsCreatedAnew() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job("[checkpoint]\nfiles = [\"state\"]\n");
      RunningWrapper wrapper = task.launch().awaitCount(5);

      Restart restart = Restart.of(task, TaskHarness.FOR_EVER);
      Containers.kill(task.container());
      task.enough();

      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
      restart.assertRightResult();
    }
  }

  private record Stranger(String id) implements AutoCloseable {
    static Stranger named(String name, String... options) {
      List<String> command = new ArrayList<>(List.of("docker", "run", "--detach", "--name", name));
      command.addAll(List.of(options));
      command.addAll(List.of(TaskHarness.IMAGE, "sleep", "600"));
      return new Stranger(Shell.succeed(command.toArray(new String[0])));
    }

    @Override
    public void close() {
      Containers.remove(id);
    }
  }
}
