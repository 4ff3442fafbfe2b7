package net.boincwrapper.cli.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    assertThat(template.bounds()).isEqualTo(new BoincTemplate.Bounds(5e8, 1e9));
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
  @ValueSource(strings = {"-1", "0", "much", "NaN", "Infinity", ""})
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
