package net.boincwrapper.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', true, ANSI",
    "'', '', false, NONE",
    "1, '', true, NONE",
    "'', 1, false, ANSI",
    "'', 0, false, NONE",
    "1, 1, true, NONE"
  })
  void whoWantsNoneGetsNoneAndAPipeGetsThemOnlyOnRequest(
      String noColor, String force, boolean terminal, Colours expected) {
    Map<String, String> environment = Map.of("NO_COLOR", noColor, "CLICOLOR_FORCE", force);

    assertThat(Colours.of(environment, terminal)).isEqualTo(expected);
  }

  @Test
  void aTextWithoutColoursIsAsItWas() {
    assertThat(Colours.NONE.error("x")).isEqualTo("x");
    assertThat(Colours.ANSI.error("")).isEmpty();
    assertThat(Colours.ANSI.verdict(true, "good")).isEqualTo("\u001b[1;32mgood\u001b[0m");
    assertThat(Colours.ANSI.verdict(false, "bad")).isEqualTo("\u001b[1;31mbad\u001b[0m");
  }
}
