package net.boincwrapper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputTemplateTest {
  private static final String RIGHT =
      """
      <input_template>
        <file_info>
        </file_info>
        <workunit>
          <file_ref>
            <open_name>circuit.qasm</open_name>
            <copy_file/>
          </file_ref>
          <rsc_fpops_est>1e12</rsc_fpops_est>
          <rsc_fpops_bound>1e15</rsc_fpops_bound>
          <rsc_memory_bound>5e8</rsc_memory_bound>
          <rsc_disk_bound>1000000000</rsc_disk_bound>
          <delay_bound>604800</delay_bound>
          <min_quorum>1</min_quorum>
          <command_line>--shots 1000</command_line>
        </workunit>
      </input_template>
      """;

  private static final List<String> ONE = List.of("ghz_1.qasm");

  @Test
  void isRight() {
    assertThat(InputTemplate.problems(RIGHT, ONE)).isEmpty();
    assertThat(InputTemplate.inputs(RIGHT)).isEqualTo(1);
  }

  @Test
  void becomesAWorkunit() throws Refused {
    assertThat(InputTemplate.expand(RIGHT, ONE, "", name -> "    <name>" + name + "</name>\n"))
        .isEqualTo(
            """
            <file_info>
                <name>ghz_1.qasm</name>
            </file_info>
            <workunit>
            <command_line>

            </command_line>
            <file_ref>
                <file_name>ghz_1.qasm</file_name>
                <open_name>circuit.qasm</open_name>
                <copy_file/>
            </file_ref>
            <command_line>
            --shots 1000
            </command_line>
            </workunit>\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<file_info>\\s*</file_info>|<file_info/>|too many <file_ref>s",
        "<file_info>\\s*</file_info>|<file_info><optional/></file_info>|no key of the server's",
        "<open_name>.*</open_name>|<name>x</name>|<name> in <file_ref> is no key",
        "<copy_file/>|<copy_file>1</copy_file>|<copy_file> in <file_ref> is no key",
        "<rsc_memory_bound>5e8|<rsc_memory_bound>500 MB|is no number: it is left out silently",
        "<rsc_memory_bound>5e8|<rsc_memory_bound>0|<rsc_memory_bound> is not above 0",
        "<rsc_disk_bound>.*</rsc_disk_bound>| |no <rsc_disk_bound>: the default would be taken",
        "<delay_bound>604800|<delay_bound>6e5|is no integer: it is left out silently",
        "<delay_bound>604800|<delay_bound>0604800|is no integer",
        "<min_quorum>1</min_quorum>|<quorum>1</quorum>|<quorum> in <workunit> is no key",
        "<min_quorum>1</min_quorum>|<delay_bound>1</delay_bound>|<delay_bound> is there twice",
        "--shots 1000|--when a&lt;b|is not escaped again",
        "workunit>|work_unit>|no <workunit>",
      })
  void aWordIsWrong(String right, String wrong, String problem) {
    String text = RIGHT.replaceAll(right, wrong == null ? "" : wrong);
    assertThat(InputTemplate.problems(text, ONE))
        .anySatisfy(it -> assertThat(it).contains(problem));
  }

  @Test
  void aFileTooFewOrTooMany() {
    assertThat(InputTemplate.problems(RIGHT, List.of()))
        .anySatisfy(it -> assertThat(it).contains("too few input files given"));
    assertThat(InputTemplate.problems(RIGHT, List.of("a", "b")))
        .anySatisfy(it -> assertThat(it).contains("2 input files given, but template has 1"));
  }

  @Test
  void aCommandLineIsGivenOnce() {
    assertThatThrownBy(() -> InputTemplate.expand(RIGHT, ONE, "--shots 5", name -> ""))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("already specified as --shots 5");
  }

  @Test
  void aCommentIsNoFile() {
    assertThat(InputTemplate.problems("<!-- <file_info> -->\n" + RIGHT, ONE)).isEmpty();
  }

  @Test
  void attributesAndBlanksInATagDoNotCount() {
    String text =
        RIGHT.replace("<copy_file/>", "<copy_file />").replace("<file_ref>", "<file_ref a='b'>");
    assertThat(InputTemplate.problems(text, ONE)).isEmpty();
  }
}
