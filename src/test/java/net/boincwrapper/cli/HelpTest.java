package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineAbilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void theProgramSaysWhatItIsFor() throws IOException {
    Snapshot.matches("help.txt", AuthorRun.of("--help").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dry-run",
        "init",
        "run",
        "checkpoints",
        "package",
        "compare",
        "host",
        "clean",
        "image",
        "completion"
      })
  void eachCommandSaysWhatItTakes(String command) throws IOException {
    AuthorRun help = AuthorRun.of("help", command);

    Snapshot.matches("help-" + command + ".txt", help.out());
    assertThat(AuthorRun.of(command, "--help")).isEqualTo(help);
  }

  @Test
  void helpOnWhatIsNoCommandNamesTheNearest() {
    assertThat(AuthorRun.of("help", "inti").err())
        .isEqualTo(
            """
            docker-wrapper: Unknown subcommand 'inti'; did you mean init?
            See "docker-wrapper --help".
            """);
  }

  @Test
  void withoutACommandTwoLinesSayWhereTheHelpIs() {
    AuthorRun run = AuthorRun.of();

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .hasLineCount(2)
        .contains("no command was given")
        .contains("see \"docker-wrapper --help\"");
  }

  @Test
  void theVersionNamesTheCommitJavaAndTheEngine() {
    assertThat(AuthorRun.of("--version").out())
        .matches(
            "docker-wrapper \\S+ \\(commit \\S+\\)\\RJava \\d\\S*, .+\\R"
                + "no container engine answers within a second\\R");
    EngineInfo docker =
        new EngineInfo(
            Engine.Kind.DOCKER,
            "28.1",
            "",
            true,
            2,
            "",
            1,
            1,
            List.of(),
            EngineAbilities.USUAL,
            "x86_64");
    assertThat(VersionText.lines(Optional.of(docker))).last().isEqualTo("Docker 28.1, rootless");
  }
}
