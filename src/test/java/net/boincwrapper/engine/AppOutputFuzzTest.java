package net.boincwrapper.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import net.boincwrapper.fuzz.Cost;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class AppOutputFuzzTest {
  @FuzzTest
  void isPlainTextInWhateverPiecesItComes(byte[] content) throws Exception {
    String plain = new String(Cost.bounded(content.length, () -> PlainText.of(content)), UTF_8);

    assertThat(plain.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c)))
        .as("nothing that a terminal obeys in %s", plain)
        .isTrue();
    assertThat(plain.lines())
        .allMatch(line -> line.length() <= PlainText.LINE_CHARS + " …".length());
    assertThat(PlainText.of(plain)).isEqualTo(plain);

    String text = new String(content, UTF_8);
    assertThat(inPieces(text)).isEqualTo(PlainText.of(text.endsWith("\n") ? text : text + "\n"));
  }

  /** Each character by itself. */
  private static String inPieces(String text) {
    StringBuilder lines = new StringBuilder();
    PlainText filter = new PlainText(line -> lines.append(line).append('\n'));
    text.chars().forEach(c -> filter.append(String.valueOf((char) c)));
    if (!text.endsWith("\n")) {
      filter.append("\n");
    }
    filter.end();
    return lines.toString();
  }
}
