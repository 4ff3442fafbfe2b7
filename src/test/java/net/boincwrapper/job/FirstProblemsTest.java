package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstProblemsTest {
  private static List<Problem> warnings(int count) {
    return new ArrayList<>(
        IntStream.rangeClosed(1, count).mapToObj(at -> Problem.warning("f", at, "odd")).toList());
  }

  @Test
  void aHundredAreTold() {
    assertThat(Problems.first(warnings(100))).isEqualTo(warnings(100));
  }

  @Test
  void ofMoreItIsToldThatThereAreMore() {
    assertThat(Problems.first(warnings(300)))
        .hasSize(101)
        .last()
        .hasToString("f: warning: more problems follow; these are the first 100");
  }

  @Test
  void eachIsOneLineWhateverItQuotes() {
    assertThat(Problems.first(List.of(Problem.error("f", 1, "there is no a\nb"))))
        .hasToString("[f:1: there is no a\\u000Ab]");
  }

  @Test
  void anErrorBehindThemIsNotForgotten() {
    List<Problem> all = warnings(200);
    all.add(Problem.error("f", 201, "wrong"));

    assertThat(Problems.first(all)).last().matches(Problem::isError);
  }
}
