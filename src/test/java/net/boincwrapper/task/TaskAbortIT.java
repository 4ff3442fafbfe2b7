package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The volunteer or the client gives the task up. */
@WithEngine
class TaskAbortIT {
  /** {@code lib/error_numbers.h:EXIT_ABORTED_BY_CLIENT}. */
  private static final int ABORTED = 194;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aRunningTaskLeavesNothingBehind(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      task.countingApp(1000, 0);
      RunningWrapper wrapper = task.launch().awaitCount(2);

      abort(task, wrapper);

      assertThat(task.notTheVolunteers()).isEmpty();
    }
  }

  @Test
  void aPausedTaskLeavesNothingBehind() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(1000, 0);
      RunningWrapper wrapper = task.launch().awaitCount(2).request(ClientRequest.SUSPEND);
      String container = task.container();
      wrapper.await("paused", () -> Containers.status(container).equals("paused"));

      abort(task, wrapper);
    }
  }

  @Test
  void aContainerThatWasOnlyCreatedIsRemoved() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(1000, 0);
      RunningWrapper wrapper = task.launch().request(ClientRequest.SUSPEND);
      wrapper.await("a container", () -> !task.containers().isEmpty());

      abort(task, wrapper);

      assertThat(task.read("log.txt")).isEmpty();
    }
  }

  /** At once, so that the abort meets a create or a start call under way. */
  @Test
  void aTaskThatStartsLeavesNothingBehind() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(1000, 0);
      RunningWrapper wrapper = task.launch();
      wrapper.await("a container", () -> !task.containers().isEmpty());

      abort(task, wrapper);
    }
  }

  @Test
  void aTaskThatHasHardlyBegunLeavesNothingBehind() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(1000, 0);

      abort(task, task.launch());
    }
  }

  private static void abort(TaskHarness task, RunningWrapper wrapper) {
    assertThat(wrapper.request(ClientRequest.ABORT).awaitExit())
        .as(task.stderr())
        .isEqualTo(ABORTED);
    assertThat(task.containers()).isEmpty();
    assertThat(task.slot().temporaryExit()).doesNotExist();
  }
}
