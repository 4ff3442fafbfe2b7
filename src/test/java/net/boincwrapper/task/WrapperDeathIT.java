package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wrapper is killed without warning; the next one goes on with what it finds. */
@WithEngine
class WrapperDeathIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aRunningContainerIsAdopted(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0);
      RunningWrapper first = task.launch().awaitCount(3);
      String container = task.container();
      first.kill();

      RunningWrapper second = task.launch();
      second.awaitStatus("the second wrapper reports", status -> status.cpuSeconds() >= 0);
      assertThat(task.container()).isEqualTo(container);
      task.enough();
      assertThat(second.awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
      assertThat(task.slot().finish()).hasContent("0\n");
      assertThat(task.containers()).isEmpty();
      assertThat(task.notTheVolunteers()).isEmpty();
    }
  }

  @Test
  void aPausedContainerIsUnpaused() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0);
      RunningWrapper first = task.launch().awaitCount(3).request(ClientRequest.SUSPEND);
      String container = task.container();
      first.await("paused", () -> Containers.status(container).equals("paused"));
      first.kill();

      RunningWrapper second = task.launch();
      second.await("it is adopted", () -> task.stderr().contains("going on with it"));
      task.enough();
      assertThat(second.awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    }
  }

  @Test
  void aPausedContainerStaysPausedWhileTheClientStillSuspends() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0);
      RunningWrapper first = task.launch().awaitCount(3).request(ClientRequest.SUSPEND);
      String container = task.container();
      first.await("paused", () -> Containers.status(container).equals("paused"));
      first.kill();

      RunningWrapper second = task.launch().request(ClientRequest.SUSPEND);
      second.await("it is adopted", () -> task.stderr().contains("going on with it"));
      second.await("it is paused", () -> Containers.status(container).equals("paused"));
      int count = second.count();
      Eventually.pass(Duration.ofSeconds(1));
      assertThat(second.count()).isEqualTo(count);
      task.enough();
      assertThat(second.request(ClientRequest.RESUME).awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 42})
  void anEndThatNobodyWatchedCountsWithoutARerun(int code) throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, code);
      RunningWrapper first = task.launch().awaitCount(3);
      String container = task.container();
      first.kill();
      task.enough();
      awaitEnd(task, container);

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(code);

      assertThat(task.slot().finish()).content().startsWith(code + "\n");
      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
      assertThat(task.read("out.txt")).isEqualTo("counted to " + first.count() + "\n");
      assertThat(task.containers()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasKilledWithItResumesFromItsFiles(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job("[checkpoint]\nfiles = [\"state\"]\n");
      RunningWrapper first = task.launch().awaitCount(5);
      String container = task.container();
      first.kill();
      Containers.kill(container);
      awaitEnd(task, container);
      Restart restart = Restart.of(task, first.count());
      task.enough();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      restart.assertRightResult();
      assertThat(task.containers()).isEmpty();
      assertThat(task.notTheVolunteers()).isEmpty();
    }
  }

  @Test
  void whatSomebodyRemovedMeanwhileResumesFromItsFiles() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job("[checkpoint]\nfiles = [\"state\"]\n");
      RunningWrapper first = task.launch().awaitCount(5);
      first.kill();
      Containers.remove(task.container());
      Restart restart = Restart.of(task, first.count());
      task.enough();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      restart.assertRightResult();
    }
  }

  @Test
  void aKnownOutcomeIsFinishedWithAndNotFoundOutAnew() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(5, 42);
      RunningWrapper first = task.launch();
      Eventually.await(
          "the outcome is in the memo",
          LIMIT,
          () ->
              Files.exists(task.slot().memo())
                  && Files.readString(task.slot().memo()).contains("outcome_status"),
          task::stderr);
      first.kill();
      // Where it was faster than this test: as if the host had gone down before the client looked.
      Files.deleteIfExists(task.slot().finish());

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(42);

      assertThat(task.stderr()).contains("the task had ended already");
      assertThat(task.slot().finish()).content().startsWith("42\n");
      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
      assertThat(task.containers()).isEmpty();
    }
  }

  /** The engine goes on with the stop; the app takes its time and exits 0. */
  @Test
  void aStopThatWasUnderWayIsNotTakenForTheAppsOwnEnd() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job("[checkpoint]\nfiles = [\"state\"]\ngrace = 20\n");
      task.app(
          """
          echo "starting" >> log.txt
          [ -e stopped ] && exit 9
          trap 'touch stopping; sleep 3; touch stopped; exit 0' TERM
          echo 1 > state
          while :; do sleep 0.1; done
          """);
      RunningWrapper first = task.launch().awaitCount(1).request(ClientRequest.QUIT);
      Path stopping = task.slot().directory().resolve("stopping");
      first.await("the app is asked to stop", () -> Files.exists(stopping));
      first.kill();
      assertThat(task.slot().directory().resolve("stopped")).doesNotExist();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(9);

      assertThat(task.read("log.txt")).isEqualTo("starting\nstarting\n");
    }
  }

  @Test
  void aSecondWrapperWaitsUntilTheFirstIsGone() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0);
      RunningWrapper first = task.launch().awaitCount(2);
      String container = task.container();
      RunningWrapper second = task.launch();
      first.awaitCount(first.count() + 15);
      assertThat(second.process().isAlive()).isTrue();
      assertThat(task.container()).isEqualTo(container);
      first.kill();
      second.await("it is adopted", () -> task.stderr().contains("going on with it"));
      task.enough();

      assertThat(second.awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    }
  }

  private static void awaitEnd(TaskHarness task, String container) {
    Eventually.await(
        "the container has ended",
        LIMIT,
        () -> Containers.status(container).equals("exited"),
        task::stderr);
  }
}
