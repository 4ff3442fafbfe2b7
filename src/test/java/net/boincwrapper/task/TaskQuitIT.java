package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.Volunteer;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client ends, or wants the task's memory: the wrapper leaves, and comes back later. */
@WithEngine
class TaskQuitIT {
  /** The client kills the wrapper 60 s after it asked. */
  private static final Duration SOON_ENOUGH = Duration.ofSeconds(55);

  private static final String CHECKPOINTED = "[checkpoint]\nfiles = [\"state\"]\ngrace = 5\n";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aJobWithCheckpointFilesIsStoppedAndResumes(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job(CHECKPOINTED);
      RunningWrapper first = task.launch().awaitCount(5).request(ClientRequest.QUIT);
      assertThat(first.awaitExit(SOON_ENOUGH)).as(task.stderr()).isZero();
      assertThat(task.containers()).isEmpty();
      assertThat(task.slot().finish()).doesNotExist();
      assertThat(task.slot().temporaryExit()).doesNotExist();
      Restart restart = Restart.of(task, first.count());
      task.enough();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      restart.assertRightResult();
      assertThat(task.slot().finish()).hasContent("0\n");
      assertThat(task.notTheVolunteers()).isEmpty();
    }
  }

  /** Where the client is not root, nor is the wrapper, and opens such a file for reading alone. */
  @ParameterizedTest
  @EnumSource
  void aCheckpointThatItsOwnerMayNotWriteIsSealedAllTheSame(Volunteer volunteer) throws Exception {
    try (TaskHarness task = volunteer.task(directory)) {
      task.job(CHECKPOINTED);
      task.app(
          """
          [ -e state ] && exit 9
          echo 1 > state.new && chmod 444 state.new && mv -f state.new state
          while :; do sleep 0.1; done
          """);
      RunningWrapper first = task.launch();
      first.await("a sealed checkpoint", () -> Files.exists(task.slot().checkpoint(1)));
      assertThat(first.request(ClientRequest.QUIT).awaitExit(SOON_ENOUGH)).isZero();
      Files.delete(task.slot().directory().resolve("state"));

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(9);

      assertThat(task.slot().directory().resolve("state")).hasContent("1");
    }
  }

  @Test
  void anAppThatExitsZeroWhenItIsAskedToStopIsNotTakenForFinished() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job(CHECKPOINTED);
      task.app(
          """
          echo "starting" >> log.txt
          [ -e stopped ] && exit 9
          trap 'touch stopped; exit 0' TERM
          echo 1 > state
          while :; do sleep 0.1; done
          """);
      RunningWrapper first = task.launch().awaitCount(1).request(ClientRequest.QUIT);
      assertThat(first.awaitExit(SOON_ENOUGH)).as(task.stderr()).isZero();
      assertThat(task.slot().directory().resolve("stopped")).exists();
      assertThat(task.slot().finish()).doesNotExist();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(9);

      assertThat(task.read("log.txt")).isEqualTo("starting\nstarting\n");
    }
  }

  @Test
  void anAppThatIgnoresTheSignalIsKilledAfterItsGrace() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job(CHECKPOINTED.replace("5", "3"));
      task.app("trap '' TERM\necho 1 > state\nwhile :; do sleep 0.1; done");
      RunningWrapper wrapper = task.launch().awaitCount(1);
      long asked = System.nanoTime();
      wrapper.request(ClientRequest.QUIT);

      assertThat(wrapper.awaitExit(SOON_ENOUGH)).as(task.stderr()).isZero();

      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofSeconds(3));
      assertThat(task.containers()).isEmpty();
      assertThat(task.slot().finish()).doesNotExist();
    }
  }

  /** Takes as long as a quit may take. */
  @Test
  @Tag("heavy")
  void theLongestGraceIsStillSoonEnough() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.job(CHECKPOINTED.replace("5", "50"));
      task.app("trap '' TERM\necho 1 > state\nwhile :; do sleep 0.1; done");
      RunningWrapper wrapper = task.launch().awaitCount(1).request(ClientRequest.QUIT);

      assertThat(wrapper.awaitExit(SOON_ENOUGH)).as(task.stderr()).isZero();

      assertThat(task.containers()).isEmpty();
    }
  }

  /** All its work is in memory. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJobWithoutCheckpointFilesIsLeftPausedAndGoesOn(boolean suspended) throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0);
      RunningWrapper first = task.launch().awaitCount(5);
      String container = task.container();
      String started = Containers.startedAt(container);
      if (suspended) {
        first.request(ClientRequest.SUSPEND);
        first.await("paused", () -> Containers.status(container).equals("paused"));
      }
      assertThat(first.request(ClientRequest.QUIT).awaitExit(SOON_ENOUGH))
          .as(task.stderr())
          .isZero();
      assertThat(Containers.status(container)).isEqualTo("paused");
      int reached = first.count();

      RunningWrapper second = task.launch().awaitCount(reached + 1);
      assertThat(task.container()).isEqualTo(container);
      assertThat(Containers.startedAt(container)).isEqualTo(started);
      task.enough();
      assertThat(second.awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
      assertThat(task.slot().finish()).hasContent("0\n");
    }
  }

  @Test
  void aSuspendedJobWithCheckpointFilesIsStoppedToo() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job(CHECKPOINTED);
      RunningWrapper first = task.launch().awaitCount(5).request(ClientRequest.SUSPEND);
      String container = task.container();
      first.await("paused", () -> Containers.status(container).equals("paused"));

      assertThat(first.request(ClientRequest.QUIT).awaitExit(SOON_ENOUGH))
          .as(task.stderr())
          .isZero();
      assertThat(task.containers()).isEmpty();
      Restart restart = Restart.of(task, first.count());
      task.enough();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      restart.assertRightResult();
    }
  }

  @Test
  void aQuitBeforeTheStartLeavesNothingBehind() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(5, 0);
      RunningWrapper first = task.launch().request(ClientRequest.SUSPEND);
      first.await("a container", () -> !task.containers().isEmpty());
      assertThat(first.request(ClientRequest.QUIT).awaitExit(SOON_ENOUGH))
          .as(task.stderr())
          .isZero();
      assertThat(task.containers()).isEmpty();
      assertThat(task.read("log.txt")).isEmpty();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    }
  }

  @Test
  void aBuildIsBrokenOff() throws Exception {
    String mark = "mark-" + UUID.randomUUID();
    try (TaskHarness task = TaskHarness.in(directory)) {
      longBuild(task, mark);
      RunningWrapper wrapper = task.launch();
      wrapper.await("the build runs", () -> isBuilding(mark));
      long asked = System.nanoTime();

      assertThat(wrapper.request(ClientRequest.QUIT).awaitExit(SOON_ENOUGH))
          .as(task.stderr())
          .isZero();

      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
      assertThat(task.slot().finish()).doesNotExist();
      Eventually.await(
          "the engine has given the build up",
          Duration.ofSeconds(30),
          () -> !isBuilding(mark),
          task::stderr);
    }
  }

  @Test
  void whatAKilledWrapperWasBuildingEndsBeforeItIsBuiltAnew() throws Exception {
    String mark = "mark-" + UUID.randomUUID();
    try (TaskHarness task = TaskHarness.in(directory)) {
      longBuild(task, mark);
      RunningWrapper first = task.launch();
      first.await("the build runs", () -> isBuilding(mark));
      List<String> left = building(mark);
      first.kill();

      RunningWrapper second = task.launch();
      second.await(
          "another build in the place of the first",
          () -> isBuilding(mark) && Collections.disjoint(left, building(mark)));

      assertThat(second.request(ClientRequest.QUIT).awaitExit(SOON_ENOUGH))
          .as(task.stderr())
          .isZero();
      Eventually.await(
          "the engine has given it up, too",
          Duration.ofSeconds(30),
          () -> !isBuilding(mark),
          task::stderr);
    }
  }

  private static void longBuild(TaskHarness task, String mark) throws IOException {
    task.file("job.toml", "workdir = \"/app\"\n");
    task.file(
        "Dockerfile",
        "FROM %s\nRUN echo %s; sleep 300\nWORKDIR /app\nCMD [\"true\"]\n"
            .formatted(TaskHarness.IMAGE, mark));
  }

  private static boolean isBuilding(String mark) {
    return !building(mark).isEmpty();
  }

  /** The processes of the step: not every engine lists what it builds in. */
  private static List<String> building(String mark) {
    return Shell.run("pgrep", "--full", mark).output().lines().toList();
  }
}
