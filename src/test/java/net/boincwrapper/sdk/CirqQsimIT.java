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

/** The template cirq-qsim: is it right, and the same whatever happens to it? */
@WithEngine
@Tag("sdk")
class CirqQsimIT {
  private static final long MEBI = 1024 * 1024;

  /** What single precision allows after some hundred gates. */
  private static final double TOLERANCE = 1e-5;

  @TempDir private Path home;
  private TemplateJob job;

  @BeforeEach
  void begin() {
    job = TemplateJob.of("cirq-qsim", home);
  }

  @Test
  void aRandomCircuitComesToWhatItsGatesSay() throws IOException {
    ExactState exact = new ExactState(5);
    job.put("circuit.qasm", Circuits.random(5, 200, 2026, exact));

    TemplateJob.Result result = job.run("--shots", "0");

    for (int index = 0; index < exact.size(); index++) {
      assertThat(result.probability(exact.bits(index)))
          .isCloseTo(exact.probability(index), within(TOLERANCE));
    }
    for (int qubit = 0; qubit < 5; qubit++) {
      assertThat(result.z(qubit)).isCloseTo(exact.z(qubit), within(TOLERANCE));
    }
  }

  @Test
  void aGhzStateIsTwoOutcomes() throws IOException {
    job.put("circuit.qasm", Circuits.ghz(20));

    TemplateJob.Result result = job.run("--shots", "1000");

    assertThat(result.json().getAsJsonObject("counts").keySet())
        .containsExactly("0".repeat(20), "1".repeat(20));
    assertThat(result.count("0".repeat(20))).isBetween(420, 580);
    assertThat(result.probability("1".repeat(20))).isCloseTo(0.5, within(TOLERANCE));
  }

  @Test
  void aFourierTransformAndItsMirrorEndWhereTheyBegan() throws IOException {
    job.put("circuit.qasm", Circuits.qftAndMirror(14, 0b10_1100_1110_0011));

    TemplateJob.Result result = job.run("--shots", "0");

    assertThat(result.probability("10110011100011")).isCloseTo(1, within(TOLERANCE));
  }

  @Test
  void anInterruptedRunAndOtherCpusGiveTheSameBytes() throws IOException {
    TemplateJob.Result undisturbed = job.run();
    TemplateJob.Result interrupted =
        job.run(List.of("--interrupt", "kill@40%", "--interrupt", "quit@70%"));
    TemplateJob.Result oneCpu = job.run(List.of("--cpus", "1"));

    assertThat(undisturbed.probability("0".repeat(23))).isCloseTo(1, within(TOLERANCE));
    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(oneCpu.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("resuming at gate [1-9]\\d* of");
  }

  @Test
  void batchesOfShotsGoOnWhereTheyWere() throws IOException {
    job.put("circuit.qasm", Circuits.layers(12, 8).replace("measure q", "reset q[0];\nmeasure q"));
    String[] arguments = {"--shots", "600", "--segment-seconds", "1"};

    TemplateJob.Result undisturbed = job.run(arguments);
    TemplateJob.Result interrupted = job.run(List.of("--interrupt", "quit@60%"), arguments);

    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("resuming at shot [1-9]\\d* of 600");
    assertThat(undisturbed.json().getAsJsonObject("counts").keySet())
        .allSatisfy(bits -> assertThat(bits).hasSize(12).endsWith("0"));
  }

  @Test
  void whatCannotBeReadIsSaidWithItsLine() throws IOException {
    String begin = "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\ncreg c[2];\nbarrier q;\n";

    assertThat(job.put("circuit.qasm", begin + "opaque magic a;\nmagic q[0];\n").fail(List.of()))
        .contains("circuit.qasm", "line 6");
    assertThat(job.put("circuit.qasm", begin + "if(c==1) x q[0];\n").fail(List.of()))
        .contains("circuit.qasm:6: qsim has no gates that depend on a measured bit");
  }

  @Test
  void theCheckpointOfAnotherCircuitIsRefused() throws IOException {
    job.put("circuit.qasm", Circuits.ghz(3));
    String other = "{\"format\": 1, \"circuit\": \"another\"}\n";
    job.put("state.bin", other).edit("in.xml", "  </workunit>", INPUT + "  </workunit>");
    job.edit("in.xml", "<input_template>", "<input_template><file_info></file_info>");

    assertThat(job.fail(List.of())).contains("state.bin cannot be resumed: its circuit is another");
  }

  /** A checkpoint that the slot already has when the task begins. */
  private static final String INPUT =
      "<file_ref><open_name>state.bin</open_name><copy_file/></file_ref>";

  @Test
  void theMemoryIsWhatJobTomlStates() throws Exception {
    MemoryTable table = new MemoryTable("cirq-qsim", 196 * MEBI, 2);
    job.edit("job.toml", "400m", "3g").edit("in.xml", "4.2e8", "4e9").edit("in.xml", "5e8", "9e9");
    for (int qubits : new int[] {16, 18, 20, 22, 24, 26}) {
      job.put("circuit.qasm", Circuits.layers(qubits, 1));
      long peak = PeakMemory.during(job, () -> job.run("--shots", "100"));
      table.row(Integer.toString(qubits), 8L << qubits, peak);
    }
    table.print("qubits").isWithin(0.15);
  }

  @Test
  void theTemplateMayBeReleased() throws IOException {
    job.rehearse();
  }
}
