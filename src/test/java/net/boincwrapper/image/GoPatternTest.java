package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*.py, a.py, true",
    "*.py, d/a.py, false",
    "d/*, d/a.py, true",
    "a?c, abc, true",
    "a?c, a/c, false",
    "a[b-d]e, ace, true",
    "a[b-d]e, afe, false",
    "a[^b]c, abc, false",
    "a[^b]c, axc, true",
    "a[^b]c, a/c, false",
    "a[/]c, a/c, false",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "a.b*, axbc, false",
    "{a}*, {a}b, true",
    "a[\\]\\-x]c, a-c, true",
    "[a&&b], &, true",
    "*a*, bab, true",
    "*/*/c, a/b/c, true",
    "**, a/b, false",
  })
  void aPatternMatchesAsInGo(String pattern, String name, boolean matches) {
    assertThat(GoPattern.of(pattern).matches(name)).isEqualTo(matches);
  }

  /** As a regular expression this takes longer than the host will live. */
  @Test
  @Timeout(5)
  void manyStarsTakeNoTime() {
    String name = "a".repeat(255);

    assertThat(GoPattern.of("*a".repeat(100) + "*b").matches(name)).isFalse();
    assertThat(GoPattern.of("*a".repeat(100) + "*").matches(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[b", "a[]", "a\\", "[a-", "[-a]", "[^]", "[\\"})
  void aPatternThatGoRefusesIsRefused(String pattern) {
    assertThatThrownBy(() -> GoPattern.of(pattern)).isInstanceOf(PatternSyntaxException.class);
  }
}
