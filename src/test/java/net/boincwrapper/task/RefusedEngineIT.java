package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a Docker with userns-remap, whose containers would leave files that belong to nobody on the
 * host.
 */
@Tag("virtual-machine")
@WithEngine
class RefusedEngineIT {
  @TempDir Path directory;

  @Test
  void aTaskIsPostponedAndItsVolunteerToldTheReasonAndTheCure() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.countingApp(3, 0);

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(task.stderr()).contains("userns-remap");
      assertThat(task.slot().temporaryExit()).isNotEmptyFile();
      assertThat(task.slot().finish()).doesNotExist();
      assertThat(task.read("log.txt")).isEmpty();
      assertThat(task.containers()).isEmpty();
    }
  }
}
