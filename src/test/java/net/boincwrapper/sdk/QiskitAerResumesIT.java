package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the template qiskit-aer, what is looked at wherever the tests run; {@link QiskitAerIT}. */
@WithEngine
class QiskitAerResumesIT {
  @TempDir private Path home;

  @Test
  void aRunThatWasAskedToQuitComesToTheSameRightAnswer() throws IOException {
    TemplateJob job = TemplateJob.of("qiskit-aer", home);
    job.put("circuit.qasm", Circuits.qftAndMirror(20, 0b11_0101));
    String[] arguments = {"--shots", "100", "--segment-seconds", "0.2"};

    TemplateJob.Result undisturbed = job.run(arguments);
    TemplateJob.Result resumed = job.run(List.of("--interrupt", "quit@50%"), arguments);

    assertThat(undisturbed.probability("0".repeat(14) + "110101")).isCloseTo(1, within(1e-10));
    assertThat(resumed.bytes()).isEqualTo(undisturbed.bytes());
    assertThat(resumed.stderr()).containsPattern("at gate [1-9]\\d* of");
  }
}
