package net.boincwrapper.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateWorkRulesTest {
  private static final String TEMPLATE = "<file_info>\n</file_info>\n<workunit>\n</workunit>\n";
  private static final String RIGHT =
      "bin/create_work --appname demo --wu_name demo_1 --command_line '--shots 5 --seed 1' in_1";

  @Test
  void isRight() {
    assertThat(CreateWorkRules.problems(RIGHT, "demo", TEMPLATE)).isEmpty();
    assertThat(CreateWorkRules.inputs(RIGHT)).containsExactly("in_1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bin/create_work|create_work|does not begin with bin/create_work",
        "--appname demo|--appname other|--appname is other, not demo",
        "--appname demo| |--appname is null, not demo",
        "--wu_name|--name|bad argument 'name'",
        "demo_1|\"demo 1\"|no workunit's name: demo 1",
        "in_1| |0 input files given, but template has 1",
        "in_1|in_1 in_2|2 input files given, but template has 1",
        "in_1|../in_1|no physical name of an input",
        "in_1|in_1 --batch|--batch without a value",
        "in_1|in_1 --batch x|--batch x is no number",
        "in_1|in_1 --rsc_disk_bound 1GB|--rsc_disk_bound 1GB is no number",
      })
  void aWordIsWrong(String right, String wrong, String problem) {
    String line = RIGHT.replaceFirst(right, wrong == null ? "" : wrong);
    assertThat(CreateWorkRules.problems(line, "demo", TEMPLATE))
        .anySatisfy(it -> assertThat(it).contains(problem));
  }

  @Test
  void theTemplateHasACommandLineAlready() {
    String template = TEMPLATE.replace("</workunit>", "<command_line>5</command_line></workunit>");
    assertThat(CreateWorkRules.problems(RIGHT, "demo", template))
        .containsExactly("a command line, and the template has one");
  }

  @Test
  void anOptionLosesToTheTemplate() {
    String template = TEMPLATE.replace("</workunit>", "<min_quorum>2</min_quorum></workunit>");
    assertThat(CreateWorkRules.problems(RIGHT + " --min_quorum 1", "demo", template))
        .containsExactly("--min_quorum: the template's counts");
  }
}
