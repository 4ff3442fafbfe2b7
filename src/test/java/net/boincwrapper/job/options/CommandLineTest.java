package net.boincwrapper.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineTest {
  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of("  \t\n ", List.of()),
        Arguments.of("a b\tc\nd", List.of("a", "b", "c", "d")),
        Arguments.of("'a b' \"c d\"", List.of("a b", "c d")),
        Arguments.of("a'b'\"c\"d", List.of("abcd")),
        Arguments.of("'' \"\"", List.of("", "")),
        Arguments.of("a\\ b \\'c", List.of("a b", "'c")),
        Arguments.of(
            "'a\\b' \"a\\b\" \"a\\\"b\" \"\\\\\" \"\\$\"",
            List.of("a\\b", "a\\b", "a\"b", "\\", "$")),
        Arguments.of("a\\\nb \"c\\\nd\"", List.of("ab", "cd")),
        Arguments.of(
            "$(rm -rf x) `y` | > ; & * ~",
            List.of("$(rm", "-rf", "x)", "`y`", "|", ">", ";", "&", "*", "~")),
        Arguments.of("A='x=\"1\"'", List.of("A=x=\"1\"")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aLineIsSplitAsAShellSplitsIt(String line, List<String> words) {
    CommandLine.Split split = CommandLine.split(line);

    assertThat(split.problem()).isEmpty();
    assertThat(split.words()).isEqualTo(words);
  }

  @Test
  void whatIsNeverClosedIsAProblem() {
    assertThat(CommandLine.split("a 'b").problem()).contains("a single quote is never closed");
    assertThat(CommandLine.split("a \"b").problem()).contains("a double quote is never closed");
    assertThat(CommandLine.split("a\0b").problem())
        .contains("no word can have a character 0 in it");
    assertThat(CommandLine.split("a\\").problem())
        .contains("a backslash at the end escapes nothing");
    assertThat(CommandLine.split("a 'b").words()).isEmpty();
  }

  @Test
  void whatAShellWouldHaveExpandedIsMarked() {
    assertThat(CommandLine.split("-e A=$HOME").expandable()).isTrue();
    assertThat(CommandLine.split("\"$(date)\"").expandable()).isTrue();
    assertThat(CommandLine.split("'$HOME' \\$HOME 5$").expandable()).isFalse();
  }
}
