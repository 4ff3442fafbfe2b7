package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed arrives, or the exit code says that it has not. */
class WholeOutputIT {
  private static final Path PROGRAM =
      Path.of(System.getProperty("docker-wrapper.home", "")).resolve("bin/docker-wrapper");

  @TempDir private Path directory;

  @BeforeEach
  void makeJob() throws IOException {
    Files.writeString(
        Files.createDirectories(directory.resolve("job")).resolve("job.toml"),
        "image_name = \"debian\"\n");
  }

  private Shell.Result run(String line) throws IOException {
    return Shell.run(
        "bash",
        "-c",
        "cd '%s'; program() { '%s' \"$@\"; }; %s".formatted(directory, PROGRAM, line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "help run",
        "init list",
        "init shell copy",
        "completion bash",
        "dry-run job",
        "dry-run --json job",
        "dry-run --json-schema"
      })
  void aFullDiskIsToldAndFails(String words) throws IOException {
    Shell.Result result = run("program " + words + " >/dev/full");

    assertThat(result.status()).as(result.output()).isEqualTo(ExitCode.OUTPUT_LOST);
    assertThat(result.output())
        .isEqualTo("docker-wrapper: writing to standard output failed: No space left on device\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "dry-run --all job", "completion zsh"})
  void aReaderThatGoesEndsItQuietly(String words) throws IOException {
    Shell.Result result = run("program " + words + " | true; exit ${PIPESTATUS[0]}");

    assertThat(result.status()).as(result.output()).isEqualTo(ExitCode.BROKEN_PIPE);
    assertThat(result.output()).isEmpty();
  }

  @Test
  void bashCompletesCommandsOptionsAndTemplates() throws IOException {
    String script =
        """
        source <(program completion bash)
        complete -p docker-wrapper
        for line in "dry" "dry-run --reh" "init sh" "completion z"; do
          COMP_WORDS=(docker-wrapper $line) COMPREPLY=()
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          _complete_docker-wrapper 2>/dev/null # compopt knows that it was not the Tab key
          echo "${COMPREPLY[@]}"
        done
        """;

    assertThat(run(script).output().lines())
        .containsExactly(
            "complete -o default -F _complete_docker-wrapper docker-wrapper",
            "dry-run",
            "--rehearse",
            "shell",
            "zsh");
  }

  @Test
  void theManualHasAPageForEachCommand() throws IOException {
    Path home = PROGRAM.getParent().getParent();

    Shell.succeed(home.resolve("bin/man").toString());

    Path pages = home.resolve("target/man/man1");
    for (String command : TypedWords.COMMANDS) {
      assertThat(pages.resolve("docker-wrapper-" + command + ".1"))
          .content()
          .contains(".SH \"NAME\"");
    }
    assertThat(pages.resolve("docker-wrapper.1")).content().contains(".SH \"EXIT CODES\"");
    assertThat(pages.resolve("docker-wrapper-dry-run.1")).content().contains("rehearse");
  }
}
