package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template c: is it right, and the same whatever happens to it? */
@WithEngine
@Tag("sdk")
class CTemplateIT {
  @TempDir private Path home;
  private TemplateJob job;

  @BeforeEach
  void begin() {
    job = TemplateJob.of("c", home);
  }

  @Test
  void theMagnetisationIsThatOfTheGates() throws IOException {
    int qubits = 7;
    ExactState exact = new ExactState(qubits);

    TemplateJob.Result result = job.run(Integer.toString(qubits), "50");

    JsonArray magnetisation = result.json().getAsJsonArray("magnetisation");
    for (int step = 0; step <= 50; step++) {
      assertThat(magnetisation.get(step).getAsDouble())
          .isCloseTo(mean(exact, qubits), within(1e-10));
      trotterStep(exact, qubits);
    }
    assertThat(result.json().get("norm").getAsDouble()).isCloseTo(1, within(1e-10));
  }

  /** Coupling 1, field 0.8, 0.05 of time: each as a gate of its own. */
  private static void trotterStep(ExactState state, int qubits) {
    for (int i = 0; i + 1 < qubits; i++) {
      state.cx(i, i + 1).rz(-2 * 1.0 * 0.05, i + 1).cx(i, i + 1);
    }
    for (int i = 0; i < qubits; i++) {
      state.rx(-2 * 0.8 * 0.05, i);
    }
  }

  private static double mean(ExactState state, int qubits) {
    double sum = 0;
    for (int i = 0; i < qubits; i++) {
      sum += state.z(i);
    }
    return sum / qubits;
  }

  @Test
  void anInterruptedRunAndOtherCpusGiveTheSameBytes() throws IOException {
    TemplateJob.Result undisturbed = job.run();
    TemplateJob.Result interrupted =
        job.run(List.of("--interrupt", "kill@30%", "--interrupt", "quit@60%"));
    TemplateJob.Result oneCpu = job.run(List.of("--cpus", "1"));

    assertThat(interrupted.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(interrupted.stderr()).containsPattern("resuming after step [1-9]");
    assertThat(oneCpu.bytes()).isEqualTo(undisturbed.bytes());
  }

  @Test
  void aCheckpointOfAnotherRunOrProgramIsRefused() throws IOException {
    ByteBuffer other = ByteBuffer.allocate(16 << 10).order(ByteOrder.LITTLE_ENDIAN);
    other.put("ising 1".getBytes(StandardCharsets.US_ASCII)).position(16).putInt(10).putInt(20);

    Files.write(job.directory().resolve("state.bin"), other.array());
    assertThat(job.fail(List.of(), "12", "20"))
        .contains(
            "state.bin is of another run: 10 qubits, 20 steps", "this one has 12, 20 of 0.05");

    job.put("state.bin", "of another program");
    assertThat(job.fail(List.of(), "12", "20"))
        .contains("state.bin is no checkpoint of this program");
  }

  @Test
  void theMemoryIsWhatJobTomlStates() throws Exception {
    MemoryTable table = new MemoryTable("c", 2900 * 1024, 1);
    job.edit("job.toml", "128m", "2g").edit("job.toml", "qubits = 20", "qubits = 26");
    job.edit("in.xml", "1.5e8", "3e9").edit("in.xml", "3e8", "9e9");
    for (int qubits : new int[] {16, 18, 20, 22, 24, 26}) {
      String steps =
          Integer.toString(Math.max(2, 1 << Math.max(0, 24 - qubits))); // a second at least
      long peak = PeakMemory.during(job, () -> job.run(Integer.toString(qubits), steps));
      table.row(Integer.toString(qubits), 16L << qubits, peak);
    }
    table.print("qubits").isWithin(0.15);
  }

  @Test
  void theTemplateMayBeReleased() throws IOException {
    job.rehearse();
  }
}
