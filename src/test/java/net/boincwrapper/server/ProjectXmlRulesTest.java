package net.boincwrapper.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectXmlRulesTest {
  private static final String RIGHT =
      """
      <app>
        <name>demo</name>
        <user_friendly_name>A demonstration</user_friendly_name>
      </app>
      """;

  @Test
  void isRight() {
    assertThat(ProjectXmlRules.problems(RIGHT, "demo")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "demo|other|the app's name is other, not demo",
        "<name>demo</name>| |no <name>",
        "A demonstration|Bell's theorem|goes into SQL between quotes",
        "A demonstration| |goes into SQL between quotes",
        "<name>|<weight>1</weight><name>|<weight> is no key of an app",
        "<app>|<apps>|outside of <app>: apps",
      })
  void aWordIsWrong(String right, String wrong, String problem) {
    String text = RIGHT.replaceFirst(right, wrong == null ? "" : wrong);
    assertThat(ProjectXmlRules.problems(text, "demo"))
        .anySatisfy(it -> assertThat(it).contains(problem));
  }
}
