package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example, shortened: is it right, and does it come to the same result whatever happens? The
 * image is built at the first run, which takes about a minute.
 */
@WithEngine
class NoisyQubitsIT {
  /** Of the experiment, in microseconds. */
  private static final double[] T1 = {60, 45, 80, 30};

  private static final double T2_OF_QUBIT_3 = 60;

  @TempDir private Path home;

  @Test
  void theResultIsRightAndTheSameAfterInterruptions() throws IOException {
    Path quiet = copy("quiet");
    Path rough = copy("rough");

    JsonObject undisturbed = run(quiet);
    JsonObject interrupted = run(rough, "--interrupt", "kill@30%", "--interrupt", "reboot@60%");

    assertThat(result(rough)).hasSameBinaryContentAs(result(quiet));
    assertThat(output(rough, "decay.svg")).hasSameBinaryContentAs(output(quiet, "decay.svg"));
    assertThat(undisturbed.get("checkpoints").getAsInt()).isPositive();
    assertThat(interrupted.get("launches").getAsInt()).isEqualTo(2);
    assertThat(rough.resolve(".dry-run/stderr.txt"))
        .content()
        .containsPattern("resuming at trajectory [1-9]\\d* of 6000");
    isPhysics(JsonParser.parseString(Files.readString(result(quiet))).getAsJsonObject());
  }

  private static void isPhysics(JsonObject result) {
    JsonArray times = result.getAsJsonArray("times_us");
    assertThat(times).hasSizeGreaterThan(10);
    for (int point = 0; point < times.size(); point++) {
      double time = times.get(point).getAsDouble();
      for (int qubit = 0; qubit < T1.length; qubit++) {
        isWithinError(result, "excited", qubit, point, 0.5 * Math.exp(-time / T1[qubit]));
      }
      isWithinError(result, "coherence", 3, point, Math.exp(-time / T2_OF_QUBIT_3));
    }
  }

  private static void isWithinError(
      JsonObject result, String quantity, int qubit, int point, double exact) {
    JsonObject series = result.getAsJsonArray(quantity).get(qubit).getAsJsonObject();
    double mean = series.getAsJsonArray("mean").get(point).getAsDouble();
    double sigma = series.getAsJsonArray("sigma").get(point).getAsDouble();
    assertThat(sigma).isBetween(0.0, 0.01);
    assertThat(mean)
        .as("%s of qubit %d at point %d", quantity, qubit, point)
        .isCloseTo(exact, within(5 * sigma + 1e-4));
  }

  private static JsonObject run(Path job, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("dry-run", "--run", "--json"));
    words.addAll(Arrays.asList(options));
    words.addAll(List.of(job.toString(), "--", "--trajectories", "6000"));
    words.addAll(List.of("--checkpoint-every", "100"));
    try (ProgramRun run = ProgramRun.of(words.toArray(String[]::new))) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      return JsonParser.parseString(run.out()).getAsJsonObject();
    }
  }

  private Path copy(String name) throws IOException {
    return Examples.copy("noisy-qubits", home.resolve(name));
  }

  private static Path result(Path job) {
    return output(job, "result.json");
  }

  private static Path output(Path job, String name) {
    return job.resolve(".dry-run/outputs").resolve(name);
  }
}
