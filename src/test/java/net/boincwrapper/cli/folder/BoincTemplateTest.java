package net.boincwrapper.cli.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import net.boincwrapper.cli.folder.BoincTemplate.BadTemplate;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoincTemplateTest {
  @Test
  void anOutputTemplateNamesItsFiles() throws BadTemplate {
    BoincTemplate template =
        parse(
            """
            <output_template>
              <result>
                <file_ref><open_name>a.json</open_name><copy_file/></file_ref>
                <file_ref><open_name>plots/b.svg</open_name><optional/></file_ref>
              </result>
            </output_template>
            """);

    assertThat(template.files())
        .containsExactly(
            new FileReference("a.json", true, false),
            new FileReference("plots/b.svg", false, true));
  }

  /** {@code lib/parse.cpp:XML_PARSER::parse_bool}. */
  @Test
  void aFlagThatSaysZeroIsNone() throws BadTemplate {
    BoincTemplate template =
        parse(
            """
            <result>
              <file_ref><open_name>a</open_name><copy_file>0</copy_file></file_ref>
              <file_ref><open_name>b</open_name><copy_file>1</copy_file></file_ref>
              <file_ref><open_name>c</open_name><optional> 0 </optional></file_ref>
              <file_ref><open_name>d</open_name><optional></optional></file_ref>
            </result>
            """);

    assertThat(template.files())
        .containsExactly(
            new FileReference("a", false, false),
            new FileReference("b", true, false),
            new FileReference("c", false, false),
            new FileReference("d", false, true));
  }

  @Test
  void anOutputMayBeAsLongAsItsFileInfoSays() throws BadTemplate {
    BoincTemplate template =
        parse(
            """
            <file_info><name><OUTFILE_0/></name><max_nbytes>2e6</max_nbytes></file_info>
            <file_info><name>fixed</name><max_nbytes>7</max_nbytes></file_info>
            <result>
              <file_ref>
                <file_name>fixed</file_name><open_name>c</open_name>
              </file_ref>
              <file_ref>
                <file_name><OUTFILE_1/></file_name><open_name>b</open_name>
              </file_ref>
              <file_ref>
                <file_name><OUTFILE_0/></file_name><open_name>a</open_name>
              </file_ref>
            </result>
            """);

    assertThat(template.files())
        .extracting(FileReference::maxBytes)
        .containsExactly(OptionalLong.of(7), OptionalLong.empty(), OptionalLong.of(2_000_000));
  }

  @Test
  void anOutputWithoutALengthIsNoOutput() {
    assertThatThrownBy(
            () ->
                parse(
                    "<file_info><name><OUTFILE_0/></name></file_info><result><file_ref><file_name>"
                        + "<OUTFILE_0/></file_name><open_name>a</open_name></file_ref></result>"))
        .hasMessage(
            "has a <file_info> without <max_nbytes>, that of OUTFILE_0: the server makes no result"
                + " of it; say how long the file may become");
  }

  @Test
  void aWorkunitSaysWhatItMayTake() throws BadTemplate {
    BoincTemplate template =
        parse(
            "<workunit><rsc_fpops_est>1e12</rsc_fpops_est><rsc_fpops_bound>2e13</rsc_fpops_bound>"
                + "<delay_bound>86400</delay_bound></workunit>");

    assertThat(template.bounds()).isEqualTo(new BoincTemplate.Bounds(5e8, 1e9, 1e12, 2e13, 86_400));
    assertThatThrownBy(() -> parse("<workunit><rsc_fpops_bound>many</rsc_fpops_bound></workunit>"))
        .hasMessage("<rsc_fpops_bound>many</rsc_fpops_bound> is not a number above 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<?xml version=\"1.0\"?>\n", "\uFEFF<?xml version='1.0' encoding='UTF-8' ?>", ""})
  void itMaySayThatItIsXml(String prolog) throws BadTemplate {
    byte[] content =
        (prolog + "<workunit><command_line>é</command_line></workunit>").getBytes(UTF_8);
    assertThat(BoincTemplate.parse(Path.of("in.xml"), content).commandLine()).containsExactly("é");
  }

  @Test
  void theOldFormHasSeveralTopElements() throws BadTemplate {
    BoincTemplate template =
        parse(
            """
            <file_info><number>0</number></file_info>
            <workunit>
              <file_ref><open_name>in</open_name></file_ref>
              <rsc_memory_bound>2e9</rsc_memory_bound>
            </workunit>
            """);

    assertThat(template.files()).containsExactly(new FileReference("in", false, false));
    assertThat(template.bounds().memoryBytes()).isEqualTo(2e9);
  }

  @Test
  void whatIsNotSaidIsAsCreateWorkHasIt() throws BadTemplate {
    BoincTemplate template = parse("<workunit/>");

    assertThat(template.bounds())
        .isEqualTo(new BoincTemplate.Bounds(5e8, 1e9, 3.6e12, 8.64e13, 604_800));
    assertThat(template.commandLine()).isEmpty();
    assertThat(template.files()).isEmpty();
  }

  @Test
  void theCommandLineIsSplitAsTheClientSplitsIt() throws BadTemplate {
    assertThat(
            parse(
                    "<workunit><command_line>\n --shots 10 'two words' \"it's\" a'b\n"
                        + "</command_line></workunit>")
                .commandLine())
        .containsExactly("--shots", "10", "two words", "it's", "a'b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "0",
        "much",
        "NaN",
        "Infinity",
        "",
        "5e8f",
        "5e8d",
        "0x1p30",
        "1e400",
        "5 e8"
      })
  void aBoundIsANumberAboveZero(String bound) {
    assertThatThrownBy(
            () -> parse("<workunit><rsc_disk_bound>" + bound + "</rsc_disk_bound></workunit>"))
        .isInstanceOf(BadTemplate.class)
        .hasMessage(
            "<rsc_disk_bound>" + bound + "</rsc_disk_bound> is not a number of bytes above 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../job", "/etc/passwd", "a//b", "a/./b", "stderr.txt", "a/"})
  void aFileIsBelowTheSlotAndNotOneOfTheClients(String name) {
    assertThatThrownBy(() -> parse("<file_ref><open_name>" + name + "</open_name></file_ref>"))
        .isInstanceOf(BadTemplate.class)
        .hasMessageContaining("is not a name below the slot");
  }

  @Test
  void aFileNeedsAName() {
    assertThatThrownBy(() -> parse("<file_ref><copy_file/></file_ref>"))
        .isInstanceOf(BadTemplate.class)
        .hasMessage("has a <file_ref> without an <open_name>");
  }

  @Test
  void anErrorOfTheXmlHasItsLine() {
    assertThatThrownBy(() -> parse("<workunit>\n<rsc>\n</workunit>"))
        .isInstanceOfSatisfying(BadTemplate.class, e -> assertThat(e.line()).isEqualTo(3))
        .hasMessageStartingWith("is not well-formed XML: ");
  }

  @Test
  void noEntityIsFollowed() {
    assertThatThrownBy(
            () -> parse("<!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><t>&x;</t>"))
        .isInstanceOf(BadTemplate.class)
        .hasMessageStartingWith("is not well-formed XML: ");
  }

  private static BoincTemplate parse(String xml) throws BadTemplate {
    return BoincTemplate.parse(Path.of("t.xml"), xml.getBytes(StandardCharsets.UTF_8));
  }
}
