package net.boincwrapper.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.cli.AuthorRun;
import net.boincwrapper.cli.display.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobTemplatesTest {
  @TempDir private Path home;

  static Iterable<String> names() throws IOException {
    return JobTemplates.names();
  }

  @Test
  void thereIsATemplateForEachKindOfAuthor() throws IOException {
    assertThat(JobTemplates.names()).contains("c", "qutip", "shell");
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachTemplateIsCopiedWholeAndDryRunsWithoutAProblem(String name) {
    Path directory = home.resolve("job");

    AuthorRun init = AuthorRun.of("init", name, directory.toString());
    AuthorRun dryRun = AuthorRun.of("dry-run", directory.toString());

    assertThat(init.exitCode()).as(init.err()).isZero();
    assertThat(directory.resolve("README.md")).exists();
    assertThat(directory.resolve("job.toml")).exists();
    assertThat(directory.resolve("Dockerfile")).exists();
    assertThat(directory.resolve("in.xml")).exists();
    assertThat(directory.resolve("out.xml")).exists();
    assertThat(dryRun.exitCode()).as(dryRun.out()).isZero();
    assertThat(dryRun.out()).doesNotContain("Problems").contains("The job can run.");
  }

  @Test
  void anUnknownTemplateIsToldTheKnownOnes() {
    AuthorRun init = AuthorRun.of("init", "fortran", home.resolve("job").toString());

    assertThat(init.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(init.err())
        .contains("there is no template \"fortran\". The templates:\n")
        .contains("shell");
    assertThat(home.resolve("job")).doesNotExist();
  }

  @Test
  void nothingIsCopiedOverWhatIsThere() throws IOException {
    Files.writeString(home.resolve("mine"), "mine");

    AuthorRun init = AuthorRun.of("init", "shell", home.toString());

    assertThat(init.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(init.err()).contains("not empty");
    assertThat(home.resolve("job.toml")).doesNotExist();
  }
}
