package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.task.StandaloneEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneEndTextTest {
  private static final String AGAIN = "docker-wrapper run job";

  private static StandaloneEndText words(StandaloneEnd end) {
    return StandaloneEndText.of(end, AGAIN);
  }

  @Test
  void aResultIsGood() {
    assertThat(words(new StandaloneEnd.Finished(0, "")).exitCode()).isEqualTo(ExitCode.GOOD);
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "195", "206"})
  void aFailureIsOneWhateverItsStatus(int status) {
    StandaloneEndText words =
        words(new StandaloneEnd.Finished(status, "no such program\nsee line 3"));

    assertThat(words.exitCode()).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(words.lines())
        .containsExactly(
            "the task has failed, with exit status " + status, "no such program", "see line 3");
  }

  @Test
  void aBadJobIsAProblem() {
    assertThat(words(new StandaloneEnd.Rejected("job.toml:1: no")).exitCode())
        .isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void aPostponementSaysWhyAndWhatToDo() {
    StandaloneEndText words =
        words(new StandaloneEnd.Postponed(Optional.of(Duration.ofMinutes(5)), "the disk is full"));

    assertThat(words.exitCode()).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(String.join("\n", words.lines()))
        .contains("the disk is full", "in 300 s", "here nobody does", AGAIN);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129", "TSTP, 148"})
  void aSignalsStatusIsAsShellsExpectIt(String signal, int status) {
    StandaloneEndText words = words(new StandaloneEnd.Stopped(signal, false));

    assertThat(words.exitCode()).isEqualTo(status);
    assertThat(words.lines())
        .containsExactly("stopped by SIG" + signal, "to go on from here: " + AGAIN);
  }

  @Test
  void aContainerThatIsLeftPausedIsNamed() {
    assertThat(words(new StandaloneEnd.Stopped("INT", true)).lines().get(0))
        .contains("left paused");
  }
}
