package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  private static final int GLOBS = 20_000;

  @ParameterizedTest
  @CsvSource({
    "state.npz, state.npz",
    "ck-*.bin, ck-17.bin",
    "out/**/x, out/a/b/x",
    "[a-c]?.dat, bZ.dat",
    "[!a]\\*, b*",
    "*, .hidden",
  })
  void covers(String glob, String path) {
    assertThat(Glob.of(glob).matches(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"*, a/b", "ck-?, ck-", "a, A", "[!a], /", "out/**/x, out/x"})
  void doesNotCover(String glob, String path) {
    assertThat(Glob.of(glob).matches(path)).isFalse();
  }

  @Test
  void bracesNameAlternatives() {
    Glob glob = Glob.of("{state,log*}.{npz,json}");

    assertThat(glob.matches("state.json")).isTrue();
    assertThat(glob.matches("log7.npz")).isTrue();
    assertThat(glob.matches("state.bin")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[]", "[a-", "{a", "{a,{b}}", "a\\"})
  void isNone(String glob) {
    assertThatThrownBy(() -> Glob.of(glob)).isInstanceOf(PatternSyntaxException.class);
  }

  @Test
  void meansWhatJavaMeans() {
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < GLOBS; i++) {
      String glob = text(random, "ab/*?[]{},!-\\", 8);
      String path = text(random, "ab-/", 5).replaceAll("/{2,}", "/").replaceAll("(.)/$", "$1");
      try {
        PathMatcher java = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        read++;
        assertThat(Glob.of(glob).matches(path))
            .as("%s over %s", glob, path)
            .isEqualTo(java.matches(Path.of(path)));
      } catch (PatternSyntaxException none) {
        continue;
      }
    }
    assertThat(read).isGreaterThan(GLOBS / 10);
  }

  @Test
  void takesNoTimeWhereARegularExpressionTakesYears() {
    Glob glob = Glob.of("*a".repeat(200));

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(glob.matches("a".repeat(4000) + "b")).isFalse());
  }

  private static String text(Random random, String characters, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest); i >= 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
