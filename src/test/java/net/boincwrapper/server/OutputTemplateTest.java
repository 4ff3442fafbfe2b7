package net.boincwrapper.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTemplateTest {
  private static final String RIGHT =
      """
      <output_template>
      <file_info>
        <name><OUTFILE_0/></name>
        <generated_locally/>
        <upload_when_present/>
        <max_nbytes>1000000</max_nbytes>
        <url><UPLOAD_URL/></url>
      </file_info>
      <result>
        <file_ref>
          <file_name><OUTFILE_0/></file_name>
          <open_name>result.json</open_name>
          <copy_file/>
        </file_ref>
      </result>
      </output_template>
      """;

  @Test
  void isRight() {
    assertThat(OutputTemplate.problems(RIGHT)).isEmpty();
  }

  @Test
  void becomesAResultThatMayBeUploaded() throws Refused {
    assertThat(
            OutputTemplate.expand(
                RIGHT, "ghz_1_0_r7_", "http://server/file_upload_handler", text -> text + "\n.\n"))
        .isEqualTo(
            """
            <file_info>
              <name>ghz_1_0_r7_0</name>
              <generated_locally/>
              <upload_when_present/>
              <max_nbytes>1000000</max_nbytes>
              <url>http://server/file_upload_handler</url>
            <xml_signature>
            <name>ghz_1_0_r7_0</name><max_nbytes>1000000</max_nbytes>
            .
            </xml_signature>
            </file_info>
            <result>
              <file_ref>
                <file_name>ghz_1_0_r7_0</file_name>
                <open_name>result.json</open_name>
                <copy_file/>
              </file_ref>
            </result>\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<file_info>\\n|<file_info> \\n|no <xml_signature>: without it no upload",
        "<result>\\n|<result> \\n|the scheduler adds the names behind it",
        "<output_template>|<?xml version='1.0'?><output_template>|must be the first bytes",
        "<max_nbytes>.*</max_nbytes>| |add_signatures: missing max_nbytes",
        "<max_nbytes>1000000|<max_nbytes>1 MB|add_signatures: missing max_nbytes",
        "<name>.*</name>| |add_signatures: missing name",
        "<url>.*</url>| |no <url>: without it no upload",
        "<UPLOAD_URL/>|<UPLOAD_URL />|write <UPLOAD_URL/>",
        "<UPLOAD_URL/>|http://server/upload|write <UPLOAD_URL/>",
        "<OUTFILE_0/>|out|write <OUTFILE_0/>",
        "<file_name><OUTFILE_0/>|<file_name><OUTFILE_1/>|but references to",
        "<open_name>.*</open_name>| |the validator fails",
        "<copy_file/>|<copy/>|<copy/> in <file_ref> is no key",
        "<generated_locally/>|<compress/>|<compress/> in <file_info> is no key",
        "</file_info>|</file>|add_signatures: malformed XML",
      })
  void aWordIsWrong(String right, String wrong, String problem) {
    String text =
        RIGHT.replaceFirst(
            right.replace("\\n", "\n"), wrong == null ? "" : wrong.replace("\\n", "\n"));
    assertThat(OutputTemplate.problems(text)).anySatisfy(it -> assertThat(it).contains(problem));
  }

  @Test
  void aNameInTheSlotIsThereTwice() {
    String two =
        RIGHT
            .replace(
                "<result>\n",
                """
                <file_info>
                  <name><OUTFILE_1/></name>
                  <max_nbytes>1</max_nbytes>
                  <url><UPLOAD_URL/></url>
                </file_info>
                <result>
                """)
            .replace(
                "</result>",
                """
                <file_ref>
                  <file_name><OUTFILE_1/></file_name>
                  <open_name>result.json</open_name>
                </file_ref>
                </result>\
                """);
    assertThat(OutputTemplate.problems(two))
        .containsExactly("<open_name>result.json</open_name> is there twice");
  }

  @Test
  void linesEndAsOnUnix() {
    assertThat(OutputTemplate.problems(RIGHT.replace("\n", "\r\n"))).isNotEmpty();
  }
}
