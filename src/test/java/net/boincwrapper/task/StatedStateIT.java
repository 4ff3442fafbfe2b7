package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state that job.toml or the image states, and the memory of workunit and host. */
@WithEngine
class StatedStateIT {
  private static final int INIT_FAILURE = 206;
  private static final String QUBITS_34 = "[quantum]\nqubits = 34\nmethod = \"statevector\"\n";

  @TempDir Path directory;
  private TaskHarness task;

  @BeforeEach
  void makeTask() throws IOException {
    task = TaskHarness.in(directory).app("echo done");
  }

  @AfterEach
  void removeTask() {
    task.close();
  }

  @Test
  void whatNoHostCanHoldEndsTheTaskAtOnce() throws IOException {
    task.job(QUBITS_34);

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(INIT_FAILURE);

    assertThat(task.stderr())
        .contains("34 qubits as a double-precision state vector need 256 GiB; the bound is 476.8");
    assertThat(task.slot().finish()).content().startsWith(INIT_FAILURE + "\n");
    assertThat(task.containers()).isEmpty();
  }

  @Test
  void whatThisHostCannotHoldIsPostponed() throws IOException {
    task.job(QUBITS_34);
    task.initData("rsc_memory_bound", "500000000000");

    assertThat(task.launch().awaitExit()).as(task.stderr()).isZero();

    assertThat(task.slot().temporaryExit())
        .content()
        .contains(
            "34 qubits as a double-precision state vector need 256 GiB; this host has 7.4 GiB");
    assertThat(task.slot().finish()).doesNotExist();
    assertThat(task.containers()).isEmpty();
  }

  @Test
  void theLabelsOfTheImageCountWhereTheJobSaysNothing() throws IOException {
    Files.delete(task.slot().directory().resolve("job.toml"));
    task.file(
        "Dockerfile",
        "FROM %s\nLABEL qubit.count=34 \\\n  quantum.arch=statevector\nCMD [\"/app/app.sh\"]\n"
            .formatted(TaskHarness.IMAGE));

    assertThat(task.launch().awaitExit()).as(task.stderr()).isEqualTo(INIT_FAILURE);

    assertThat(task.stderr())
        .contains("34 qubits as a single-precision state vector need 128 GiB; the bound is 476.8");
    assertThat(task.containers()).isEmpty();
  }
}
