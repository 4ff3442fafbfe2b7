package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.EngineException;
import org.junit.jupiter.api.Test;

/** A state that is stated, and the memory of the workunit, the job and the host. */
class StateCheckTest {
  private static final long GIB = 1L << 30;
  private static final String QUBITS_34 =
      "[quantum]\nqubits = 34\nmethod = \"statevector\"\n" + Stage.CHECKPOINTS;

  private final Stage stage = new Stage();

  @Test
  void aStateAboveTheWorkunitsBoundEndsTheTaskBeforeAnythingIsPulled() {
    stage.engineIsMissing = Optional.of(EngineException.Kind.UNREACHABLE);
    stage.job(QUBITS_34).memory(8 * GIB, 500 * GIB);

    assertThat(stage.run()).isEqualTo(206);

    assertThat(stage.said())
        .contains(
            "job.toml: 34 qubits as a double-precision state vector need 256 GiB; the bound is"
                + " 8 GiB; 28 qubits fit");
    assertThat(stage.read(stage.slot.finish())).startsWith("206\n");
  }

  @Test
  void aStateThatThisHostAloneCannotHoldIsPostponed() {
    stage.job(QUBITS_34).memory(300 * GIB, 16 * GIB);

    assertThat(stage.run()).isZero();

    assertThat(stage.read(stage.slot.temporaryExit()))
        .contains(
            "34 qubits as a double-precision state vector need 256 GiB; this host has 16 GiB");
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void anEstimateOnlyWarnsAndOnlyOnce() {
    String job =
        "[quantum]\nqubits = 24\nmethod = \"statevector\"\nmemory_base = \"100m\"\n"
            + "state_copies = 3\n"
            + Stage.CHECKPOINTS;
    stage.job(job).memory(512L << 20, 16 * GIB);
    stage.appEnds(Duration.ofSeconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said())
        .containsOnlyOnce(
            "job.toml: 24 qubits as a double-precision state vector need 868 MiB by memory_base"
                + " and state_copies; the bound is 512 MiB");
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
  }

  @Test
  void whatTheJobLeavesOpenTheImageSays() {
    stage.engine.addImage(
        Stage.IMAGE, Map.of(), Map.of("qubit.count", "34", "quantum.arch", "statevector"));
    stage.job(Stage.CHECKPOINTS).memory(8 * GIB, 500 * GIB);

    assertThat(stage.run()).isEqualTo(206);

    assertThat(stage.said())
        .contains("34 qubits as a single-precision state vector need 128 GiB; the bound is 8 GiB");
    assertThat(stage.engine.containers()).isEmpty();
  }
}
