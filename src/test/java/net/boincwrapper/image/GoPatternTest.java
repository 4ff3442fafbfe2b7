package net.boincwrapper.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
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
  })
  void aPatternMatchesAsInGo(String pattern, String name, boolean matches) {
    assertThat(GoPattern.compile(pattern).matcher(name).matches()).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[b", "a[]", "a\\"})
  void aPatternThatGoRefusesIsRefused(String pattern) {
    assertThatThrownBy(() -> GoPattern.compile(pattern)).isInstanceOf(PatternSyntaxException.class);
  }
}
