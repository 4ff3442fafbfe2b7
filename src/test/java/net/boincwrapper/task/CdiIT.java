package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task with a GPU on a host that has a specification of it (Container Device Interface). The
 * machine's says that NVIDIA's GPU 7 is a harmless device file ({@code set-ups/run}).
 */
@Tag("virtual-machine")
@WithEngine
class CdiIT {
  @TempDir Path directory;

  @Test
  void theAssignedGpuIsInTheContainerIfTheEngineTakesSpecifications() throws Exception {
    try (TaskHarness task = TaskHarness.in(directory)) {
      task.initData("gpu_type", "NVIDIA").initData("gpu_device_num", "7");
      task.job("use_gpu = true\n")
          .app(
              "[ -c /dev/test-gpu ] && head -c 1 /dev/test-gpu && [ \"$BOINC_GPU_DEVICE\" = 0 ]\n");

      assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

      if (takesSpecifications()) {
        assertThat(task.slot().finish()).as(task.stderr()).content().startsWith("0\n");
      } else {
        assertThat(task.slot().finish()).doesNotExist();
        assertThat(task.read("boinc_temporary_exit"))
            .containsAnyOf("NVIDIA's container toolkit for the engine", "5.4 and later can");
      }
    }
  }

  private static boolean takesSpecifications() throws Exception {
    try (Engine engine = Engines.connect(EngineUnderTest.environment())) {
      return !engine.info().abilities().cdiDirectories().isEmpty();
    }
  }
}
