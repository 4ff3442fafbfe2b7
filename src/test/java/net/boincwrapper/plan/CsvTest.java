package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "/a/b          | source=/a/b",
        "/a,b          | \"source=/a,b\"",
        "/a\"b         | \"source=/a\"\"b\"",
        "/a b:c        | source=/a b:c",
      })
  void aFieldIsQuotedWhereTheEngineNeedsIt(String path, String field) {
    assertThat(Csv.line(List.of("type=bind", "source=" + path))).isEqualTo("type=bind," + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "a,b", "\"", "a\"\",\"b", "x\ny", " padded"})
  void aReaderOfTheStandardReadsBackWhatWasWritten(String field) {
    assertThat(read(Csv.line(List.of("first", field, "last"))))
        .containsExactly("first", field, "last");
  }

  /** RFC 4180, one record. */
  private static List<String> read(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean doubled = c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
      if (doubled) {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
