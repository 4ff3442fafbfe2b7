package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The template mpi: is it right, and the same whatever happens to it? */
@WithEngine
@Tag("sdk")
class MpiIT {
  private static final long MEBI = 1024 * 1024;

  /** As job.toml states it for four ranks. */
  private static final long BASE = 220 * MEBI;

  @TempDir private Path home;
  private TemplateJob job;

  @BeforeEach
  void begin() {
    job = TemplateJob.of("mpi", home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4"})
  void aRandomCircuitComesToWhatItsGatesSay(String ranks) throws IOException {
    ExactState exact = new ExactState(5);
    job.put("circuit.qasm", Circuits.random(5, 200, 2026, exact));

    TemplateJob.Result result = job.run("--ranks", ranks);

    for (int index = 0; index < exact.size(); index++) {
      assertThat(result.probability(exact.bits(index)))
          .isCloseTo(exact.probability(index), within(1e-10));
    }
    for (int qubit = 0; qubit < 5; qubit++) {
      assertThat(result.z(qubit)).isCloseTo(exact.z(qubit), within(1e-10));
    }
  }

  @Test
  void aGhzStateHasTwoAmplitudesOnTheOutermostRanks() throws IOException {
    job.put("circuit.qasm", Circuits.ghz(10));

    TemplateJob.Result result = job.run("--ranks", "8", "--shots", "1000");

    assertThat(result.json().getAsJsonObject("probabilities").keySet())
        .containsExactly("0".repeat(10), "1".repeat(10));
    assertThat(result.probability("1".repeat(10))).isCloseTo(0.5, within(1e-10));
    assertThat(result.count("0".repeat(10))).isBetween(420, 580);
    assertThat(result.count("0".repeat(10)) + result.count("1".repeat(10))).isEqualTo(1000);
  }

  @Test
  void anInterruptedRunAndOtherCpusGiveTheSameBytes() throws IOException {
    job.put("circuit.qasm", Circuits.qftAndMirror(20, 0b11_0101));
    String[] arguments = {"--ranks", "4", "--shots", "100"};

    TemplateJob.Result undisturbed = job.run(arguments);
    TemplateJob.Result interrupted =
        job.run(List.of("--interrupt", "kill@30%", "--interrupt", "quit@60%"), arguments);
    TemplateJob.Result oneCpu = job.run(List.of("--cpus", "1"), arguments);

    assertThat(undisturbed.probability("00000000000000110101")).isCloseTo(1, within(1e-10));
    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("resuming at gate [1-9]");
    assertThat(oneCpu.bytes()).isEqualTo(undisturbed.bytes());
  }

  @Test
  void aCheckpointOfAnotherCircuitIsRefused() throws IOException {
    String header =
        """
        {"format": "mpi-statevector 1", "circuit": "of another", "ranks": 4, "next_gate": 7}
        """;
    job.put("state.bin", header.strip() + " ".repeat(4096));

    assertThat(job.fail(List.of()))
        .contains("state.bin cannot be resumed: its circuit is of another, and this run's is");
  }

  @Test
  void whatIsNotReadIsRefusedByLine() throws IOException {
    job.put(
        "circuit.qasm",
        "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[4] q;\nfor uint i in [0:3] { h q[i]; }\n");

    assertThat(job.fail(List.of())).contains("circuit.qasm:4: 'for uint i in [0:3] { h q[i]'");
  }

  @Test
  void theMemoryIsWhatTheReadmeSays() throws Exception {
    MemoryTable table = new MemoryTable("mpi", BASE, 1);
    job.edit("job.toml", "512m", "3g").edit("in.xml", "6e8", "4e9").edit("in.xml", "3e8", "9e9");
    for (int qubits : new int[] {16, 20, 22, 24}) {
      job.put("circuit.qasm", Circuits.layers(qubits, 1));
      long peak = PeakMemory.during(job, () -> job.run("--ranks", "4"));
      table.row(Integer.toString(qubits), 16L << qubits, peak);
    }
    table.print("qubits").isWithin(0.15);
  }

  @Test
  void theTemplateMayBeReleased() throws IOException {
    job.rehearse();
  }
}
