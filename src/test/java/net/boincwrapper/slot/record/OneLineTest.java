package net.boincwrapper.slot.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void joinsLines() {
    assertThat(OneLine.of(" a\r\n\tb\u2028c\u0000 ", 100)).isEqualTo("a b c");
  }

  /** A terminal obeys U+009B as it does ESC and a bracket. */
  @Test
  void controlsOfEightBitsAreNoneOfALine() {
    assertThat(OneLine.of("a\u009b31mb\u0085", 100)).isEqualTo("a 31mb");
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(OneLine.of("a\u20acb", 3)).isEqualTo("a");
    assertThat(OneLine.of("a\u20acb", 4)).isEqualTo("a\u20ac");
    assertThat(OneLine.of("a\u20acb", 5)).isEqualTo("a\u20acb");
  }
}
