package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that nobody interrupts, from launch to result. */
@WithEngine
class TaskLifecycleIT {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aFirstRunEndsWithItsResult(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      task.app(
          """
          echo "once" >> log.txt
          echo 0.25 > fraction_done
          while [ ! -e go ]; do sleep 0.1; done
          echo "the app speaks"
          echo "and complains" >&2
          echo 42 > out.txt
          """);
      RunningWrapper wrapper = task.launch();
      wrapper.awaitStatus(
          "fraction done is reported",
          status ->
              status.fractionDone().isPresent() && status.fractionDone().getAsDouble() == 0.25);
      task.file("go", "");

      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();

      assertThat(task.slot().finish()).hasContent("0\n");
      assertThat(task.slot().temporaryExit()).doesNotExist();
      assertThat(task.read("out.txt")).isEqualTo("42\n");
      assertThat(task.read("log.txt")).isEqualTo("once\n");
      assertThat(task.stderr()).contains("the app speaks", "and complains");
      assertThat(task.containers()).isEmpty();
      assertThat(task.notTheVolunteers()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 255})
  void theAppsExitCodeArrives(int code) throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.app("exit " + code);

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(code);

      assertThat(task.slot().finish()).content().startsWith(code + "\n");
      assertThat(task.containers()).isEmpty();
    }
  }

  @Test
  void anExitCodeToRetryIsPostponedAndTriedAgain() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job("[exit]\nretry = [75]\nretry_delay = 123\n");
      task.app("[ -e tried ] && exit 0\ntouch tried\nexit 75");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).doesNotExist();
      assertThat(task.slot().temporaryExit()).content().startsWith("123\n").contains("75");
      assertThat(task.containers()).isEmpty();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).hasContent("0\n");
    }
  }

  @Test
  void anAppThatRetriesForeverFailsInTheEnd() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job("[exit]\nretry = [75]\nretry_limit = 1\n");
      task.app("exit 75");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(195);

      assertThat(task.slot().finish()).content().startsWith("195\n").contains("75");
    }
  }

  @Test
  void anAppThatExitsWithItsCheckpointCodeIsStartedAgainAtOnce() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job("[checkpoint]\nfiles = [\"state\"]\nexit_code = 85\n");
      task.app(
          """
          n=$(cat state 2>/dev/null || echo 0)
          echo "starting at $n" >> log.txt
          echo $((n + 1)) > state.new && mv state.new state
          [ $n -lt 2 ] && exit 85
          exit 7
          """);

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(7);

      assertThat(task.read("log.txt")).isEqualTo("starting at 0\nstarting at 1\nstarting at 2\n");
      assertThat(task.slot().finish()).content().startsWith("7\n");
      assertThat(task.containers()).isEmpty();
    }
  }
}
