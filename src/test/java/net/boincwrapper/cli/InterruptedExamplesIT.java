package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs as a new author would write them, interrupted once: is the result right all the same? Their
 * images are built at the first run.
 */
@WithEngine
class InterruptedExamplesIT {
  @TempDir private Path home;

  /** One wrong amplitude of the 16 million in the checkpoint, and the state does not come back. */
  @Tag("heavy")
  @Test
  void aStateVectorOf256MebibytesComesBackAfterEightFourierTransforms() throws IOException {
    Path job = Examples.copy("qft-24", home);

    run(job, "torn@75%");

    assertThat(job.resolve(".dry-run/stderr.txt"))
        .content()
        .containsPattern("resuming after [1-9]\\d* of 192 units");
    JsonArray transforms =
        JsonParser.parseString(Files.readString(output(job, "result.json")))
            .getAsJsonObject()
            .getAsJsonArray("transforms");
    assertThat(number(transforms, 7, "fidelity")).isCloseTo(1, within(1e-10));
    assertThat(number(transforms, 7, "norm")).isCloseTo(1, within(1e-10));
    double teeth = Math.ceil((1 << 24) / 12.0);
    JsonArray peaks = transforms.get(0).getAsJsonObject().getAsJsonArray("peaks");
    for (int peak = 0; peak < 4; peak++) {
      assertThat(number(peaks, peak, "index")).isEqualTo(peak * (double) (1 << 22));
      assertThat(number(peaks, peak, "probability")).isCloseTo(teeth / (1 << 24), within(1e-10));
    }
  }

  @Test
  void trajectoriesOfASparseStateLoseTheirExcitationsAsTheyShould() throws IOException {
    Path job = Examples.copy("sparse-chain", home);

    run(job, "kill@40%");

    assertThat(job.resolve(".dry-run/stderr.txt"))
        .content()
        .containsPattern("resuming after [1-9]\\d* of 300 trajectories");
    List<String> lines = Files.readAllLines(output(job, "populations.csv"));
    assertThat(lines).hasSize(12);
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(",", -1);
      double left = Math.exp(-0.05 * Double.parseDouble(words[0]));
      double sigma = Math.sqrt(2 * left * (1 - left) / 300);
      assertThat(Double.parseDouble(words[1]))
          .as(line)
          .isCloseTo(2 * left, within(4 * sigma + 1e-9));
    }
  }

  private static double number(JsonArray array, int index, String name) {
    return array.get(index).getAsJsonObject().get(name).getAsDouble();
  }

  private static void run(Path job, String interruption) throws IOException {
    try (ProgramRun run =
        ProgramRun.of("dry-run", "--run", "--json", "--interrupt", interruption, job.toString())) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
      JsonObject summary = JsonParser.parseString(run.out()).getAsJsonObject();
      assertThat(summary.get("result").getAsString()).isEqualTo("success");
    }
  }

  private static Path output(Path job, String name) {
    return job.resolve(".dry-run/outputs").resolve(name);
  }
}
