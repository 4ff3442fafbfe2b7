package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The template gpu-cuda where there is no GPU. That a task waits for one is tested without the
 * image, in {@code TaskStartTest}. The image has 3 GB.
 */
@WithEngine
@Tag("sdk")
class GpuCudaIT {
  @TempDir private Path home;

  @Test
  void aDryRunComputesOnTheCpuAndSaysSo() throws IOException {
    TemplateJob job = TemplateJob.of("gpu-cuda", home);
    job.put("circuit.qasm", Circuits.ghz(12));

    TemplateJob.Result result = job.run("--method", "statevector");

    assertThat(result.probability("0".repeat(12))).isCloseTo(0.5, within(1e-10));
    assertThat(result.stderr())
        .contains("the client has assigned no GPU", "this dry run computes on the CPU");
  }

  /** By what the CPU shows, which says nothing about a GPU. */
  @Test
  void theTemplateMayBeReleased() throws IOException {
    TemplateJob.of("gpu-cuda", home).rehearse();
  }
}
