package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that nobody interrupts, from launch to result. */
@WithEngine
class TaskLifecycleIT {
  @TempDir Path directory;

  @Test
  void aFirstRunEndsWithItsResult() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(20, 0);
      RunningWrapper wrapper = task.launch();

      assertThat(wrapper.awaitExit()).as(task.stderr()).isZero();

      assertThat(task.slot().finish()).content().startsWith("0\n");
      assertThat(task.read("out.txt")).isEqualTo("counted to 20\n");
      assertThat(task.stderr()).contains("starting at 0");
      assertThat(task.containers()).isEmpty();
    }
  }
}
