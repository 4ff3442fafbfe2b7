package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.cli.display.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  @TempDir private Path home;

  @Test
  void theTemplatesAreListed() {
    AuthorRun list = AuthorRun.of("init", "list");

    assertThat(list.exitCode()).isZero();
    assertThat(list.out())
        .containsPattern("\n  shell +counts to 20, in a shell script\n")
        .containsPattern("\n  qutip +quantum trajectories");
    assertThat(list.out().lines().map(line -> line.substring(0, 22)).map(String::strip))
        .as("the names are a column of their own")
        .contains("shell", "pennylane-lightning")
        .noneMatch(name -> name.contains(" "));
    assertThat(list.out().lines()).allMatch(line -> line.matches(" {2}\\S+ +[^ #].{5,70}"));
  }

  @Test
  void aCopyIsToldFileByFileAndWhatComesNext() {
    Path job = home.resolve("job");

    AuthorRun init = AuthorRun.of("init", "shell", job.toString());

    assertThat(init.out())
        .contains("  " + job.resolve("job.toml") + "\n")
        .endsWith("Next: docker-wrapper dry-run " + job + "\n");
  }

  @Test
  void anEmptyDirectoryIsFilledAndAFileIsNot() throws IOException {
    Path empty = Files.createDirectories(home.resolve("empty"));
    Path file = Files.writeString(home.resolve("file"), "mine");

    assertThat(AuthorRun.of("init", "shell", empty.toString()).exitCode()).isZero();
    AuthorRun refused = AuthorRun.of("init", "shell", file.toString());

    assertThat(refused.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(refused.err()).contains("already exists and is not empty");
    assertThat(file).hasContent("mine");
  }

  @Test
  void whyADirectoryCannotBeMadeIsSaidInWords() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "mine");

    AuthorRun init = AuthorRun.of("init", "shell", file.resolve("job").toString());

    assertThat(init.err())
        .startsWith("init: cannot use " + file.resolve("job") + ": ")
        .doesNotContain("Exception");
  }

  @Test
  void withoutATemplateAndWithAnotherNameTheTemplatesAreTold() {
    AuthorRun none = AuthorRun.of("init");
    AuthorRun unknown = AuthorRun.of("init", "shel");

    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err())
        .startsWith("docker-wrapper init: name a template. The templates:\n")
        .containsPattern("\n  shell +counts");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err())
        .startsWith("docker-wrapper init: there is no template \"shel\"; did you mean \"shell\"?")
        .contains("  qutip ");
  }
}
