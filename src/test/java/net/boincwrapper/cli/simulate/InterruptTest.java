package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptTest {
  @ParameterizedTest
  @ValueSource(strings = {"kill@5s", "quit@50%", "reboot@0.5s", "wrapper@12.5%", "suspend@100%"})
  void whatIsWrittenIsWhatIsPrinted(String text) {
    assertThat(Interrupt.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "kill@5s, 4.9, 1, false",
    "kill@5s, 5, 0, true",
    "quit@50%, 100, 0.49, false",
    "quit@50%, 0, 0.5, true",
  })
  void itIsDueOnceItsMomentHasCome(String text, double seconds, double fraction, boolean due) {
    assertThat(Interrupt.parse(text).isDue(seconds, fraction)).isEqualTo(due);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kill", "kill@", "kill@5", "kill@-1s", "kill@5m", "KILL@5s", "@5s"})
  void nonsenseIsToldTheForm(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interrupt.parse(text))
        .withMessageContaining("write WHAT@SECONDSs or WHAT@PERCENT%");
  }

  @Test
  void anUnknownWordIsToldTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interrupt.parse("explode@5s"))
        .withMessage(
            "\"explode\" is none of kill, wrapper, reboot, quit, suspend, torn, rollback, engine");
  }

  @Test
  void thereIsNoMoreThanTheWhole() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interrupt.parse("quit@101%"))
        .withMessageContaining("at most 100%");
  }
}
