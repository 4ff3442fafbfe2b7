package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host or the client's service shuts down, or the client is killed. */
@WithEngine
class TaskSignalIT {
  private static final String CHECKPOINTED = "[checkpoint]\nfiles = [\"state\"]\ngrace = 5\n";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP", "TSTP"})
  void aSignalPostponesTheTaskWhichResumes(String signal) throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job(CHECKPOINTED);
      RunningWrapper first = task.launch().awaitCount(5).signal(signal);
      assertThat(first.awaitExit(Duration.ofSeconds(55))).as(task.stderr()).isZero();
      assertThat(task.stderr()).contains("SIG" + signal);
      assertIsPostponed(task);
      assertThat(task.containers()).isEmpty();
      Restart restart = Restart.of(task, first.count());
      task.enough();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      restart.assertRightResult();
      assertThat(task.slot().finish()).hasContent("0\n");
    }
  }

  /** From the moment on in which the program, and not the JVM alone, handles signals. */
  @Test
  void aSignalIsHeardFromTheBeginning() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(5, 0);
      RunningWrapper first = task.launch().signal("TERM");
      assertThat(first.awaitExit()).as(task.stderr()).isZero();
      assertThat(task.slot().finish()).doesNotExist();
      assertThat(task.containers()).isEmpty();

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();
      assertThat(task.read("log.txt")).isEqualTo("starting at 0\n");
    }
  }

  @Test
  void theWrapperLeavesWhenItsClientIsKilled() throws Exception {
    Process client = new ProcessBuilder("sleep", "600").start();
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(TaskHarness.FOR_EVER, 0).job(CHECKPOINTED);
      task.initData("client_pid", Long.toString(client.pid()));
      RunningWrapper wrapper = task.launch().awaitCount(3);

      client.destroyForcibly().waitFor();

      assertThat(wrapper.awaitExit(Duration.ofSeconds(25))).as(task.stderr()).isZero();
      assertThat(task.stderr()).contains("the client is gone");
      assertThat(task.containers()).isEmpty();
      assertThat(task.slot().finish()).doesNotExist();
    } finally {
      client.destroyForcibly();
    }
  }

  /** As {@code client/app_control.cpp:temporary_exit_file_present} wants it: delay and reason. */
  private static void assertIsPostponed(TaskHarness task) {
    assertThat(task.slot().temporaryExit()).content().matches("\\d{1,5}\n[^\n]+\n");
  }
}
