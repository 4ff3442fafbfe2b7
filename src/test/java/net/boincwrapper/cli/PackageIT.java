package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.server.PackageRules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A template is packaged, with the released executable and an image that is really built. */
@WithEngine
class PackageIT {
  private static final String NAMED = System.getProperty("docker-wrapper.program", "");

  @TempDir private Path home;
  private Path job = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void makeJob() throws IOException {
    assumeFalse(NAMED.isEmpty(), "no -Ddocker-wrapper.program: see bin/test");
    job = home.resolve("job");
    out = home.resolve("out");
    assertThat(AuthorRun.of("init", "shell", job.toString()).exitCode()).isZero();
    Files.writeString(
        job.resolve("Dockerfile"),
        """
        RUN mkdir -p /opt/demo-1.0.dist-info \\
         && printf 'Name: demo\\nVersion: 1.0\\n' > /opt/demo-1.0.dist-info/METADATA
        """,
        StandardOpenOption.APPEND);
  }

  private ProgramRun pack(String... more) throws IOException {
    List<String> words =
        List.of(
            "package",
            job.toString(),
            "--app",
            "shots",
            "--version",
            "1.2",
            "--unrehearsed",
            "--program",
            NAMED,
            "-o",
            out.toString());
    return ProgramRun.of(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void theTreeIsWhatAServerTakesAndIsTheSameAgain() throws IOException {
    try (ProgramRun run = pack()) {
      assertThat(run.exitCode()).as(run.evidence()).isZero();
    }
    assertThat(PackageRules.problems(out)).isEmpty();
    assertThat(out.resolve("image.spdx.json"))
        .content()
        .contains("pkg:deb/debian/libc6@", "pkg:pypi/demo@1.0", "\"SPDX-2.3\"");
    Shell.succeed("sh", "-c", "cd " + out + " && sha256sum --quiet --check SHA256SUMS");
    Shell.succeed("sh", "-n", out.resolve("create_work.sh").toString());

    try (ProgramRun again = pack()) {
      assertThat(again.out()).isEqualTo(out + " is there already, unchanged.\n");
    }
    Files.writeString(job.resolve("count.sh"), "# changed\n", StandardOpenOption.APPEND);
    try (ProgramRun check = pack("--check")) {
      assertThat(check.exitCode()).as(check.evidence()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(check.out()).contains("_count.sh is missing");
    }
  }
}
