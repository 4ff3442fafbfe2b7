package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task with a GPU on a host whose engine can give none. */
@WithEngine
class GpuIT {
  @TempDir Path directory;

  @Test
  void itIsPostponedWithWhatIsMissing() throws IOException {
    Assumptions.assumeTrue(
        Shell.run("sh", "-c", "command -v nvidia-container-runtime-hook").status() != 0,
        "this host can give a GPU to a container");
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.initData("gpu_type", "NVIDIA").initData("gpu_device_num", "0");
      task.job("use_gpu = true\n").app("exit 0\n");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      assertThat(task.read("boinc_temporary_exit"))
          .startsWith("60\n")
          .contains("NVIDIA's container toolkit");
      assertThat(task.containers()).isEmpty();
      assertThat(task.slot().finish()).doesNotExist();
    }
  }
}
