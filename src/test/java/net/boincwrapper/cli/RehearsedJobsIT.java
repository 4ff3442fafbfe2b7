package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we hand to authors may be released: each template and each example pass the rehearsal. */
@WithEngine
@Tag("heavy")
class RehearsedJobsIT {
  @TempDir private Path home;

  @Test
  void theTemplateShellMayBeReleasedAndThenPackaged() throws IOException {
    Path job = template("shell");
    Path input = job.resolve("in.xml");
    Files.writeString(input, Files.readString(input).replace(">20<", ">10<"));
    mayBeReleased(job);

    try (ProgramRun packaged = pack(job)) {
      assertThat(packaged.exitCode()).as(packaged.evidence()).isZero();
    }
    assertThat(home.resolve("shots_1.0/README.md")).content().contains("came through every");

    Files.writeString(job.resolve("count.sh"), "#", StandardOpenOption.APPEND);
    try (ProgramRun refused = pack(job)) {
      assertThat(refused.err()).contains("since the last rehearsal: count.sh has changed");
    }
  }

  private static ProgramRun pack(Path job) throws IOException {
    String program = System.getProperty("docker-wrapper.program", "");
    assumeFalse(program.isEmpty(), "no -Ddocker-wrapper.program: see bin/test");
    return ProgramRun.of(
        "package",
        job.toString(),
        "--app=shots",
        "--version=1.0",
        "--no-sbom",
        "--program=" + program);
  }

  @Test
  void theTemplateQutipMayBeReleased() throws IOException {
    mayBeReleased(template("qutip"));
  }

  @Test
  void theTemplateCMayBeReleased() throws IOException {
    mayBeReleased(template("c"));
  }

  @Test
  void theExampleNoisyQubitsMayBeReleased() throws IOException {
    mayBeReleased(
        Examples.copy("noisy-qubits", home), "--trajectories", "8000", "--checkpoint-every", "200");
  }

  @Test
  void theExampleQft24MayBeReleased() throws IOException {
    mayBeReleased(Examples.copy("qft-24", home));
  }

  @Test
  void theExampleSparseChainMayBeReleased() throws IOException {
    mayBeReleased(Examples.copy("sparse-chain", home));
  }

  @Test
  void theExamplePeakFitMayBeReleased() throws IOException {
    Path job = Examples.copy("peak-fit", home);
    Shell.succeed("python3", job.resolve("make_data.py").toString());
    mayBeReleased(job);
  }

  private Path template(String name) {
    Path job = home.resolve(name);
    AuthorRun init = AuthorRun.of("init", name, job.toString());
    assertThat(init.exitCode()).as(init.err()).isZero();
    return job;
  }

  private static void mayBeReleased(Path job, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("dry-run", "--rehearse", job.toString()));
    words.addAll(arguments.length == 0 ? List.of() : List.of("--"));
    words.addAll(List.of(arguments));
    try (ProgramRun run = ProgramRun.start(words.toArray(String[]::new))) {
      assertThat(run.exitCode(Duration.ofMinutes(20))).as(run.evidence()).isZero();
      assertThat(run.out())
          .contains("The app may be released: after each of 8 interruptions")
          .doesNotContain("Remark:");
    }
  }
}
