package net.boincwrapper.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages, word for word, as {@code job-problems.txt} holds them: a title behind {@code ##}, a
 * job description, {@code =>}, and what is to be said of it.
 */
class ProblemsTest {
  record Case(String title, String toml, List<String> expected) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in = ProblemsTest.class.getResourceAsStream("/job-problems.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      List<Case> cases = new ArrayList<>();
      for (String block : text.split("(?m)^## ")) {
        if (block.contains("\n=>\n")) {
          cases.add(parse(block));
        }
      }
      return cases.stream();
    }
  }

  private static Case parse(String block) {
    int title = block.indexOf('\n');
    int arrow = block.indexOf("\n=>\n");
    List<String> expected =
        Arrays.stream(block.substring(arrow + 4).split("\n"))
            .filter(line -> !line.isBlank())
            .toList();
    return new Case(block.substring(0, title), block.substring(title + 1, arrow + 1), expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyProblemIsToldInTheseWords(Case written) {
    assertThat(JobText.problems(written.toml())).containsExactlyElementsOf(written.expected());
  }
}
