package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.DockerOnly;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client suspends the task and resumes it. */
@WithEngine
class TaskSuspendIT {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void suspendedAppsStandStillAndResumedOnesGoOn(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0);
      RunningWrapper wrapper = task.launch().awaitCount(3).request(ClientRequest.SUSPEND);
      String container = task.container();
      wrapper.await("paused", () -> Containers.status(container).equals("paused"));
      wrapper.client().tick(); // a status from before may still be on its way
      int count = wrapper.count();
      int statuses = wrapper.client().statusesSeen();

      Eventually.pass(Duration.ofMillis(2500));

      assertThat(wrapper.count()).isEqualTo(count);
      assertThat(wrapper.client().statusesSeen()).isEqualTo(statuses);
      assertThat(Containers.status(container)).isEqualTo("paused");
      wrapper.request(ClientRequest.RESUME).awaitCount(count + 1);
      assertThat(Containers.status(container)).isEqualTo("running");
      wrapper.await(
          "statuses are reported again", () -> wrapper.client().statusesSeen() > statuses);
      task.enough();
      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();
      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
      assertThat(task.notTheVolunteers()).isEmpty();
    }
  }

  @Test
  void aTaskThatIsSuspendedFromTheStartRunsNothingUntilItIsResumed() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(5, 0);
      RunningWrapper wrapper = task.launch().request(ClientRequest.SUSPEND);
      wrapper.await("a container", () -> !task.containers().isEmpty());
      String container = task.container();

      Eventually.pass(Duration.ofMillis(1500));

      assertThat(Containers.status(container)).isEqualTo("created");
      assertThat(task.read("log.txt")).isEmpty();
      assertThat(wrapper.request(ClientRequest.RESUME).awaitExit()).as(task.stderr()).isZero();
      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    }
  }

  @Test
  @DockerOnly("Podman lets what is paused go on for a moment to end it, so the app gets further")
  void aPausedContainerThatSomebodyRemovedIsCreatedAnewAndNotStarted() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job("[checkpoint]\nfiles = [\"state\"]\n");
      RunningWrapper wrapper = task.launch().awaitCount(3).request(ClientRequest.SUSPEND);
      String container = task.container();
      wrapper.await("paused", () -> Containers.status(container).equals("paused"));
      Containers.remove(container);
      wrapper.awaitContainer("created");
      // Only now: a paused process may end the call that it was in before it is killed.
      Restart restart = Restart.of(task, wrapper.count());
      task.enough();

      assertThat(wrapper.request(ClientRequest.RESUME).awaitExit()).as(task.stderr()).isZero();

      restart.assertRightResult();
    }
  }
}
