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

/** The template sparse-state: is it right, and the same whatever happens to it? */
@WithEngine
@Tag("sdk")
class SparseStateIT {
  private static final long MEBI = 1024 * 1024;

  /** The basis state and two real numbers. */
  private static final long BYTES_OF_AN_AMPLITUDE = 24;

  private static final String BEGIN = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";

  @TempDir private Path home;
  private TemplateJob job;

  @BeforeEach
  void begin() {
    job = TemplateJob.of("sparse-state", home);
  }

  @Test
  void aRandomCircuitComesToWhatItsGatesSay() throws IOException {
    ExactState exact = new ExactState(5);
    job.put("circuit.qasm", Circuits.random(5, 200, 2026, exact));

    TemplateJob.Result result = job.run("--seed", "1");

    for (int index = 0; index < exact.size(); index++) {
      assertThat(result.probability(exact.bits(index)))
          .isCloseTo(exact.probability(index), within(1e-10));
    }
    for (int qubit = 0; qubit < 5; qubit++) {
      assertThat(result.z(qubit)).isCloseTo(exact.z(qubit), within(1e-10));
    }
  }

  @Test
  void aWStateOf64QubitsHas64EqualAmplitudes() throws IOException {
    job.put("circuit.qasm", wState(64));

    TemplateJob.Result result = job.run("--shots", "640");

    assertThat(result.probability("0".repeat(63) + "1")).isCloseTo(1 / 64.0, within(1e-10));
    for (int qubit = 0; qubit < 64; qubit++) {
      assertThat(result.z(qubit)).isCloseTo(1 - 2 / 64.0, within(1e-10));
    }
    assertThat(result.json().getAsJsonObject("counts").keySet())
        .allMatch(bits -> bits.chars().filter(bit -> bit == '1').count() == 1);
  }

  /** The excitation is handed on from qubit to qubit, and a share of it stays at each. */
  private static String wState(int qubits) {
    StringBuilder text = new StringBuilder(BEGIN + "qubit[" + qubits + "] q;\nx q[0];\n");
    for (int i = 0; i + 1 < qubits; i++) {
      double angle = 2 * Math.acos(Math.sqrt(1.0 / (qubits - i)));
      text.append("cry(" + angle + ") q[" + i + "], q[" + (i + 1) + "];\n");
      text.append("cx q[" + (i + 1) + "], q[" + i + "];\n");
    }
    return text.toString();
  }

  @Test
  void numbersAreAddedInSuperposition() throws IOException {
    TemplateJob.Result result = job.run("--shots", "200");

    assertThat(result.json().getAsJsonObject("counts").keySet())
        .allMatch(bits -> number(bits, 21) == (1000 + 4 * number(bits, 1)) % (1 << 20));
  }

  /** Twenty qubits of the bit string, from a qubit on. */
  private static int number(String bits, int qubit) {
    int end = bits.length() - qubit;
    return Integer.parseInt(bits.substring(end - 20, end), 2);
  }

  @Test
  void anInterruptedRunAndOtherCpusGiveTheSameBytes() throws IOException {
    TemplateJob.Result undisturbed = job.run();
    TemplateJob.Result interrupted =
        job.run(List.of("--interrupt", "kill@30%", "--interrupt", "quit@60%"));
    TemplateJob.Result oneCpu = job.run(List.of("--cpus", "1"));

    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("resuming at gate [1-9]");
    assertThat(oneCpu.bytes()).isEqualTo(undisturbed.bytes());
  }

  @Test
  void aFileThatIsNoCheckpointIsRefused() throws IOException {
    job.put("state.npz", "of another app");

    assertThat(job.fail(List.of())).contains("state.npz is no checkpoint of this app");
  }

  @Test
  void aCircuitWithTooManyAmplitudesEndsWithTheFigures() throws IOException {
    job.put("circuit.qasm", BEGIN + "qubit[40] q;\nh q;\n");

    assertThat(job.fail(List.of(), "--most", "1000"))
        .contains("gate 10 of 40: 1024 amplitudes are not zero; --most allows 1000");
  }

  @Test
  void theMemoryIsWhatTheReadmeSays() throws Exception {
    MemoryTable table = new MemoryTable("sparse-state", 34 * MEBI, 7);
    job.edit("job.toml", "320m", "1g").edit("in.xml", "3.5e8", "2e9");
    String period = "float(os.environ.get(\"BOINC_CHECKPOINT_PERIOD\", \"60\"))";
    job.edit("simulate.py", period, "0.0"); // a checkpoint before each gate: it takes memory, too
    for (int qubits : new int[] {8, 14, 16, 17, 18, 19}) {
      job.put("circuit.qasm", superposition(qubits));
      long peak = PeakMemory.during(job, () -> job.run("--most", "1000000"));
      table.row(Integer.toString(1 << qubits), BYTES_OF_AN_AMPLITUDE << qubits, peak);
    }
    table.print("amplitudes").isWithin(0.15);
  }

  /** Of some qubits, of which there are copies. */
  private static String superposition(int qubits) {
    StringBuilder text = new StringBuilder(BEGIN + "qubit[40] q;\nqubit[20] copy;\n");
    for (int i = 0; i < qubits; i++) {
      text.append("h q[" + i + "];\n");
    }
    for (int i = 0; i < 20; i++) {
      text.append("cx q[" + i + "], copy[" + i + "];\n");
    }
    return text.toString();
  }

  @Test
  void theTemplateMayBeReleased() throws IOException {
    job.rehearse();
  }
}
