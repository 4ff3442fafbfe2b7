package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template pennylane-lightning: is it right, and the same whatever happens to it? */
@WithEngine
@Tag("sdk")
class PennylaneLightningIT {
  private static final long MEBI = 1024 * 1024;

  @TempDir private Path home;
  private TemplateJob job;

  @BeforeEach
  void begin() {
    job = TemplateJob.of("pennylane-lightning", home);
  }

  /** The smaller eigenvalue of the block of 01 and 10, where the ground state of hydrogen is. */
  private static double exactEnergy() {
    double diagonal = -1.052373245772859 + 0.01128010425623538;
    double difference = 2 * 0.39793742484318045;
    double coupling = 0.18093119978423156;
    return diagonal - Math.hypot(difference, coupling);
  }

  @Test
  void anInterruptedRunAndOtherCpusComeToTheExactEnergyWithTheSameBytes() throws IOException {
    TemplateJob.Result undisturbed = job.run();
    TemplateJob.Result interrupted =
        job.run(List.of("--interrupt", "kill@40%", "--interrupt", "quit@70%"));
    TemplateJob.Result oneCpu = job.run(List.of("--cpus", "1"));

    assertThat(energy(undisturbed)).isCloseTo(exactEnergy(), within(1e-10));
    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(oneCpu.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("resuming at step [1-9]\\d* of");
  }

  private static double energy(TemplateJob.Result result) {
    return result.json().get("energy").getAsDouble();
  }

  @Test
  void shotsAreTheSameInAResumedRun() throws IOException {
    String[] arguments = {"--steps", "400", "--shots", "200"};

    TemplateJob.Result undisturbed = job.run(arguments);
    TemplateJob.Result interrupted = job.run(List.of("--interrupt", "quit@60%"), arguments);

    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("resuming at step [1-9]\\d* of");
    assertThat(energy(undisturbed)).isCloseTo(exactEnergy(), within(0.1));
  }

  @Test
  void aProblemThatCannotBeUsedIsRefused() throws IOException {
    job.put("problem.json", "{\"layers\": 1, \"hamiltonian\": {\"ZZ\": 1, \"X\": 1}}");

    assertThat(job.fail(List.of())).contains("problem.json: all Pauli strings must have");
  }

  @Test
  void theCheckpointOfAnotherProblemIsRefused() throws IOException {
    job.put("state.json", "{\"format\": 1, \"problem\": \"another\"}");
    job.edit("in.xml", "  </workunit>", INPUT + "  </workunit>");
    job.edit("in.xml", "<input_template>", "<input_template><file_info></file_info>");

    assertThat(job.fail(List.of()))
        .contains("state.json cannot be resumed: its problem is another");
  }

  /** A checkpoint that the slot already has when the task begins. */
  private static final String INPUT =
      "<file_ref><open_name>state.json</open_name><copy_file/></file_ref>";

  @Test
  void theMemoryIsWhatJobTomlStates() throws Exception {
    MemoryTable table = new MemoryTable("pennylane-lightning", 150 * MEBI, 7);
    job.edit("job.toml", "256m", "9g").edit("in.xml", "2.8e8", "1e10");
    job.edit("job.toml", "qubits = 2 ", "qubits = 24 ");
    for (int qubits : new int[] {16, 18, 20, 22, 24}) {
      job.put("problem.json", ising(qubits));
      long peak = PeakMemory.during(job, () -> job.run("--steps", "1"));
      table.row(Integer.toString(qubits), 16L << qubits, peak);
    }
    table.print("qubits").isWithin(0.15);
  }

  /** A few terms of a chain in a transverse field: of how many there are, only the time depends. */
  private static String ising(int qubits) {
    JsonObject terms = new JsonObject();
    terms.addProperty("X" + "I".repeat(qubits - 1), -1);
    terms.addProperty("ZZ" + "I".repeat(qubits - 2), -1);
    terms.addProperty("I".repeat(qubits - 2) + "ZZ", -1);
    JsonObject problem = new JsonObject();
    problem.addProperty("layers", 1);
    problem.add("hamiltonian", terms);
    return problem.toString();
  }

  @Test
  void theTemplateMayBeReleased() throws IOException {
    job.rehearse();
  }
}
