package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.harness.Containers;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.OnPodman;
import net.boincwrapper.harness.RootlessPodman;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.SealedSteps;
import net.boincwrapper.harness.SealedSteps.Sealed;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An app ends while no wrapper is there, on a Podman, which has no daemon to see it: a result is
 * taken, and after a kill the app goes on from its checkpoint.
 */
@WithEngine
class PodmanUnwatchedIT {
  private static final int STATUS = 7;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CHECKPOINT = "[checkpoint]\nfiles = [\"state\"]\n";

  /** Counts, and takes SIGTERM for its end, as an app may. */
  private static TaskHarness counting(TaskHarness task) throws IOException {
    return task.initData("checkpoint_period", "0.5")
        .job(CHECKPOINT)
        .app(
            """
            n=$(cat state 2>/dev/null || echo 0)
            echo "starting at $n" >> log.txt
            trap 'echo stopped >> log.txt; exit 0' TERM
            while [ ! -e enough ]; do
              sleep 0.1
              n=$((n + 1))
              echo "$n" > state.new && mv state.new state
            done
            echo "counted to $n" > out.txt
            exit %d
            """
                .formatted(STATUS));
  }

  private static void finishes(TaskHarness task) throws IOException {
    RunningWrapper first = task.launch("--verbose").awaitCount(5);
    String container = task.container();
    first.kill();
    task.enough();
    Eventually.await(
        "its end", LIMIT, () -> Containers.status(container).equals("exited"), task::stderr);

    assertThat(task.launch("--verbose").awaitExit()).as(task.stderr()).isEqualTo(STATUS);

    assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    assertThat(task.read("out.txt")).isEqualTo("counted to " + task.read("state"));
    assertThat(task.containers()).isEmpty();
  }

  /** What ends a container. */
  private interface End {
    void of(String container) throws IOException;
  }

  private static void goesOnAfter(End end, TaskHarness task) throws IOException {
    SealedSteps sealed = new SealedSteps(task);
    RunningWrapper first = task.launch("--verbose");
    first.await("a sealed checkpoint", () -> sealed.newest().isPresent());
    long guarded = sealed.newest().map(Sealed::step).orElseThrow();
    String container = task.container();
    first.kill();
    end.of(container);

    RunningWrapper next = task.launch("--verbose");

    next.await("another start", () -> starts(task) == 2);
    task.enough();
    assertThat(next.awaitExit()).as(task.stderr()).isEqualTo(STATUS);
    long resumed = Long.parseLong(task.read("log.txt").strip().replaceAll("(?s).*at ", ""));
    assertThat(resumed).isGreaterThanOrEqualTo(guarded);
    assertThat(task.read("out.txt")).isEqualTo("counted to " + task.read("state"));
    assertThat(task.containers()).isEmpty();
  }

  private static long starts(TaskHarness task) throws IOException {
    return task.read("log.txt").lines().filter(line -> line.startsWith("starting")).count();
  }

  @OnPodman
  @Nested
  class OfRoot {
    @TempDir Path directory;

    @Test
    void aResultIsTaken() throws Exception {
      try (TaskHarness task = counting(TaskHarness.in(directory))) {
        finishes(task);
      }
    }

    @Test
    void anAppThatIsKilledTogetherWithItsMonitorGoesOn() throws Exception {
      try (TaskHarness task = counting(TaskHarness.in(directory))) {
        goesOnAfter(Containers::killWithMonitor, task);
      }
    }
  }

  @Nested
  class OfAUser {
    private static RootlessPodman podman;

    @TempDir Path directory;

    @BeforeAll
    static void start() throws IOException {
      podman = RootlessPodman.start();
    }

    @AfterAll
    static void stop() {
      if (podman != null) {
        podman.close();
      }
    }

    private TaskHarness task() throws IOException {
      return counting(TaskHarness.in(directory, Optional.of(podman.user())).engine(podman.host()));
    }

    @Test
    void aResultIsTaken() throws Exception {
      try (TaskHarness task = task()) {
        finishes(task);
      }
    }

    @Test
    void anAppThatIsKilledTogetherWithItsMonitorGoesOn() throws Exception {
      try (TaskHarness task = task()) {
        goesOnAfter(Containers::killWithMonitor, task);
      }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAppThatEndsWithAllProcessesOfItsUserGoesOn(boolean runtimeFiles) throws Exception {
      try (TaskHarness task = task()) {
        goesOnAfter(
            container -> {
              podman.loseAllProcesses(runtimeFiles);
              assertThat(task.read("log.txt")).contains("stopped");
            },
            task);
      }
    }
  }
}
