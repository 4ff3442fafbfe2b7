package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.boincwrapper.cli.display.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void theProgramSaysWhatItIsFor() throws IOException {
    Snapshot.matches("help.txt", AuthorRun.of("--help").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dry-run", "init", "run"})
  void eachCommandSaysWhatItTakes(String command) throws IOException {
    AuthorRun help = AuthorRun.of("help", command);

    Snapshot.matches("help-" + command + ".txt", help.out());
    assertThat(AuthorRun.of(command, "--help")).isEqualTo(help);
  }

  @Test
  void withoutACommandTheHelpIsShownAndTheStatusSaysUsage() {
    AuthorRun run = AuthorRun.of();

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Missing required subcommand").contains("dry-run");
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(AuthorRun.of("--version").out()).matches("docker-wrapper \\S.*\\R");
  }
}
