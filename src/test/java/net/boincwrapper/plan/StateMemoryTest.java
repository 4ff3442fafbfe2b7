package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.JobText;
import net.boincwrapper.plan.StateMemory.Kind;
import net.boincwrapper.plan.StateMemory.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateMemoryTest {
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "statevector, 29, ''",
    "statevector, 30, IMPOSSIBLE",
    "trajectories, 30, IMPOSSIBLE",
    "density_matrix, 14, ''",
    "density_matrix, 15, IMPOSSIBLE",
    "unitary, 60, IMPOSSIBLE",
    "unitary, 1024, IMPOSSIBLE",
    "statevector, 1, ''",
    "sparse, 60, ''",
    "stabilizer, 1000, ''",
    "matrix_product_state, 100, ''",
    "tensor_network, 100, ''"
  })
  void onlyWhatIsAboveTheBoundForCertainIsImpossible(String method, int qubits, String kind) {
    assertThat(judged(job(method, qubits, ""), 8 * GIB, 0).map(it -> it.kind().name()).orElse(""))
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[quantum]\nqubits = 60",
        "[quantum]\nmethod = 'statevector'",
        "[quantum]\nqubits = 50\nmethod = 'statevector'\nclifford = 'stabilizer'",
        ""
      })
  void withoutQubitsOrMethodOrWithAnotherForCliffordCircuitsNothingIsCertain(String toml) {
    assertThat(judged(JobText.job(toml), GIB, GIB)).isEmpty();
  }

  @Test
  void theSmallerOfBoundAndLimitCounts() {
    Job job = job("statevector", 24, "[limits]\nmemory = \"1g\"\n");

    assertThat(judged(job, 100_000_000, 0).orElseThrow().message())
        .isEqualTo(
            "24 qubits as a double-precision state vector need 256 MiB; the bound is 95.3 MiB;"
                + " 22 qubits fit");
    assertThat(judged(job, 2 * GIB, 0)).isEmpty();
  }

  @Test
  void aHostOfUnknownSizeMayHoldAnything() {
    assertThat(judged(job("statevector", 34, ""), 500 * GIB, 0)).isEmpty();
    assertThat(judged(job("statevector", 34, ""), 500 * GIB, GIB).orElseThrow().kind())
        .isEqualTo(Kind.NOT_HERE);
  }

  @Test
  void theJobGoesBeforeTheLabels() {
    Map<String, String> labels = Map.of("qubit.count", "40", "quantum.arch", "unitary");

    assertThat(of(job("statevector", 10, ""), labels)).isEmpty();
    assertThat(of(JobText.job(""), labels).orElseThrow().message())
        .startsWith("40 qubits as a single-precision unitary need more than 1024 EiB;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-3", "0", "99999999999", "4e1"})
  void aLabelThatIsNoNumberSaysNothing(String count) {
    assertThat(of(JobText.job(""), Map.of("qubit.count", count, "quantum.arch", "unitary")))
        .isEmpty();
    assertThat(of(JobText.job(""), Map.of("qubit.count", "40", "quantum.arch", count))).isEmpty();
  }

  private static Job job(String method, int qubits, String more) {
    return JobText.job(more + "[quantum]\nqubits = " + qubits + "\nmethod = '" + method + "'\n");
  }

  private static Optional<StateMemory> judged(Job job, long bound, long host) {
    return StateMemory.of(job, Map.of(), new Room(OptionalLong.of(bound), host));
  }

  private static Optional<StateMemory> of(Job job, Map<String, String> labels) {
    return StateMemory.of(job, labels, new Room(OptionalLong.of(8 * GIB), 0));
  }
}
