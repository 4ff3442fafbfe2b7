package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template qiskit-aer: is it right, and the same whatever happens to it? */
@WithEngine
@Tag("sdk")
class QiskitAerIT {
  private static final long MEBI = 1024 * 1024;

  /** As in evolution.py. */
  private static final double AMPLITUDES_PER_SECOND = 5e7;

  @TempDir private Path home;
  private TemplateJob job;

  @BeforeEach
  void begin() {
    job = TemplateJob.of("qiskit-aer", home);
  }

  @ParameterizedTest
  @CsvSource({"double, 1e-10", "single, 1e-5"})
  void aRandomCircuitComesToWhatItsGatesSay(String precision, double tolerance) throws IOException {
    ExactState exact = new ExactState(5);
    job.put("circuit.qasm", Circuits.random(5, 200, 2026, exact));

    TemplateJob.Result result = job.run("--precision", precision);

    for (int index = 0; index < exact.size(); index++) {
      assertThat(result.probability(exact.bits(index)))
          .isCloseTo(exact.probability(index), within(tolerance));
    }
    for (int qubit = 0; qubit < 5; qubit++) {
      assertThat(result.z(qubit)).isCloseTo(exact.z(qubit), within(tolerance));
    }
  }

  @Test
  void aGhzStateOf50QubitsTakesNoMemory() throws IOException {
    job.put("circuit.qasm", Circuits.ghz(50));

    TemplateJob.Result result = job.run("--shots", "1000");

    assertThat(result.json().get("method").getAsString()).isEqualTo("stabilizer");
    assertThat(result.json().getAsJsonObject("counts").keySet())
        .containsExactly("0".repeat(50), "1".repeat(50));
    assertThat(result.count("0".repeat(50))).isBetween(420, 580);
  }

  @Test
  void aStateVectorOfAGhzStateHasTwoAmplitudes() throws IOException {
    job.put("circuit.qasm", Circuits.ghz(12));

    TemplateJob.Result result = job.run("--method", "statevector", "--shots", "1000");

    assertThat(result.json().getAsJsonObject("probabilities").size()).isEqualTo(2);
    assertThat(result.probability("0".repeat(12))).isCloseTo(0.5, within(1e-10));
    assertThat(result.probability("1".repeat(12))).isCloseTo(0.5, within(1e-10));
    assertThat(result.count("0".repeat(12)) + result.count("1".repeat(12))).isEqualTo(1000);
  }

  /** Qiskit has another gate of that name, and of the name that its control has. */
  @Test
  void aGateIsWhatTheFileDefines() throws IOException {
    String begin =
        "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n"
            + "gate rzz(t) a, b { cx a, b; rz(2 * t) b; cx a, b; }\n"
            + "qubit[3] q;\nh q[0];\nh q[1];\nx q[2];\n";
    double right = Math.pow(Math.cos(0.5), 2);

    job.put("circuit.qasm", begin + "rzz(0.5) q[0], q[1];\nh q[0];\nh q[1];\n");
    assertThat(job.run().probability("100")).isCloseTo(right, within(1e-10));
    job.put("circuit.qasm", begin + "ctrl @ rzz(0.5) q[2], q[0], q[1];\nh q[0];\nh q[1];\n");
    assertThat(job.run().probability("100")).isCloseTo(right, within(1e-10));
    String loop = "for int i in [0:4] { rzz(0.1) q[0], q[1]; }\n";
    job.put("circuit.qasm", begin + loop + "h q[0];\nh q[1];\n");
    assertThat(job.run().probability("100")).isCloseTo(right, within(1e-10));
  }

  @Test
  void aLoopIsAsManyStepsAsItsGates() throws IOException {
    String begin = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[20] q;\nh q;\n";
    String body = "rx(0.1) q[0]; cx q[0], q[1]; rz(0.2) q[1];\n";

    job.put("circuit.qasm", begin + "for int i in [1:100] {\n" + body + "}\n");
    TemplateJob.Result loop = job.run("--segment-seconds", "0.5");
    job.put("circuit.qasm", begin + body.repeat(100));
    TemplateJob.Result writtenOut = job.run("--segment-seconds", "0.5");

    assertThat(loop.stderr()).containsPattern("at gate 0 of \\d{3}, \\d+ segments");
    assertThat(loop.json().get("probabilities")).isEqualTo(writtenOut.json().get("probabilities"));
  }

  @Test
  void aFourierTransformAndItsMirrorEndWhereTheyBegan() throws IOException {
    job.put("circuit.qasm", Circuits.qftAndMirror(14, 0b10_1100_1110_0011));

    assertThat(job.run("--shots", "0").probability("10110011100011")).isCloseTo(1, within(1e-10));
  }

  @Test
  void anExcitedQubitDecaysWithinT1() throws IOException {
    String nineGates = "id q[0];\n".repeat(9);
    job.put(
        "circuit.qasm",
        "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[1];\nx q[0];\n" + nineGates);

    TemplateJob.Result exact = job.run("--method", "density_matrix", "--t1", "20");
    TemplateJob.Result sampled = job.run("--t1", "20", "--shots", "20000");

    double excited = Math.exp(-10 / 20.0); // x, and nine times id
    assertThat(exact.probability("1")).isCloseTo(excited, within(1e-10));
    assertThat(sampled.count("1") / 20000.0).isCloseTo(excited, within(0.02));
  }

  @Test
  void aMeasurementDecidesWhatFollows() throws IOException {
    job.put(
        "circuit.qasm",
        """
        OPENQASM 3.0;
        include "stdgates.inc";
        qubit[2] q;
        bit[2] c;
        rx(pi / 3) q[0];
        c[0] = measure q[0];
        if (c[0]) { x q[1]; }
        reset q[0];
        c[1] = measure q[1];
        """);

    TemplateJob.Result result = job.run("--shots", "20000");

    assertThat(result.json().getAsJsonObject("counts").keySet()).containsExactly("00", "11");
    assertThat(result.count("11") / 20000.0).isCloseTo(0.25, within(0.02));
  }

  @Test
  void anInterruptedRunAndOtherCpusGiveTheSameBytes() throws IOException {
    job.put("circuit.qasm", Circuits.layers(20, 20));
    String[] arguments = {"--shots", "1000", "--segment-seconds", "0.5"};

    TemplateJob.Result undisturbed = job.run(arguments);
    TemplateJob.Result interrupted =
        job.run(List.of("--interrupt", "kill@30%", "--interrupt", "quit@60%"), arguments);
    TemplateJob.Result oneCpu = job.run(List.of("--cpus", "1"), arguments);

    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(oneCpu.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("at gate [1-9]\\d* of");
  }

  @Test
  void batchesOfShotsGoOnWhereTheyWere() throws IOException {
    job.put("circuit.qasm", Circuits.layers(12, 8).replace("measure q", "reset q[0];\nmeasure q"));
    String[] arguments = {"--shots", "1000", "--segment-seconds", "0.5"};

    TemplateJob.Result undisturbed = job.run(arguments);
    TemplateJob.Result interrupted = job.run(List.of("--interrupt", "quit@40%"), arguments);

    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("at shot [1-9]\\d* of 1000");
  }

  @Test
  void whatQiskitDoesNotReadEndsTheRunWithTheReason() throws IOException {
    String loop = "for uint i in [0:1] { h q[i]; }\n";
    job.put("circuit.qasm", "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[2] q;\n" + loop);

    assertThat(job.fail(List.of()))
        .contains("reading circuit.qasm as OpenQASM 3 failed: index must");
  }

  @Test
  void anInputOfAnotherNameEndsTheRunWithWhatToDo() throws IOException {
    job.put("ghz.qasm", Circuits.ghz(3)).edit("in.xml", "circuit.qasm", "ghz.qasm");
    Files.delete(job.directory().resolve("circuit.qasm"));

    assertThat(job.fail(List.of()))
        .contains("aer.py: there is no circuit.qasm in the slot")
        .doesNotContain("Traceback");
  }

  @Test
  void theCheckpointOfAnotherRunIsRefused() throws IOException {
    job.put("circuit.qasm", Circuits.layers(20, 20));
    job.run(List.of("--keep", "--interrupt", "quit@50%"), "--segment-seconds", "0.5");
    byte[] checkpoint = Files.readAllBytes(job.slot().resolve("state.npz"));
    job = TemplateJob.of("qiskit-aer", home, "another");
    Files.write(job.directory().resolve("state.npz"), checkpoint);

    assertThat(job.fail(List.of())).contains("state.npz is of another run: its circuit is");
    job.put("circuit.qasm", Circuits.layers(20, 20));
    assertThat(job.fail(List.of(), "--precision", "single"))
        .contains("its precision is double, and here it is single");
    job.edit("checkpoint.py", "qiskit.__version__", "\"2.5.0\"");
    assertThat(job.fail(List.of())).contains("its sdk is", "'qiskit': '2.5.0'");
  }

  @Test
  void theMemoryIsWhatJobTomlStates() throws Exception {
    MemoryTable table = new MemoryTable("qiskit-aer", 104 * MEBI, 5);
    job.edit("job.toml", "400m", "6g").edit("in.xml", "4.2e8", "7e9").edit("in.xml", "2e8", "9e9");
    for (int qubits : new int[] {16, 18, 20, 22, 24, 26}) {
      job.put("circuit.qasm", Circuits.layers(qubits, 1));
      String fourSegments = Double.toString(qubits / 2.0 * (1L << qubits) / AMPLITUDES_PER_SECOND);
      long peak = PeakMemory.during(job, () -> job.run("--segment-seconds", fourSegments));
      table.row(Integer.toString(qubits), 16L << qubits, peak);
    }
    table.print("qubits").isWithin(0.15);
  }

  @Test
  void theTemplateMayBeReleased() throws IOException {
    job.rehearse();
  }
}
