package net.boincwrapper.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTextTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("\u001b[91mE: failed\u001b[0m", "E: failed"),
        Arguments.of("\u001b[38;2;255;0;0mred\u001b[m", "red"),
        Arguments.of("\u001b[?25l\u001b[2K\u001b[1A\u001b[1 qhidden\u001b[?25h", "hidden"),
        Arguments.of("\u001b]0;a title\u0007text", "text"),
        Arguments.of("\u001b]8;;https://x.example\u001b\\link\u001b]8;;\u001b\\ end", "link end"),
        Arguments.of("\u001bPq#0;2;0\u001b\\after", "after"),
        Arguments.of("\u001b(B\u001b)0\u001b=\u001b>\u001bMset", "set"),
        Arguments.of("\u001b7saved\u001b8", "saved"),
        Arguments.of("\u009b31mred\u009b0m \u009d0;t\u009cx", "red x"),
        Arguments.of("a\u0085b", "a\nb"),
        Arguments.of("  1%\r 50%\r100% done", "100% done"),
        Arguments.of("dos line\r\nnext\r\r\nlast", "dos line\nnext\nlast"),
        Arguments.of("wait |\b/\b-\b\\\bok", "wait ok"),
        Arguments.of("N\bNA\bAM\bME\bE", "NAME"),
        Arguments.of("abc\b\b\b\b\bx", "x"),
        Arguments.of("tab\tstays, bell\u0007 and nul\u0000 go", "tab\tstays, bell and nul go"),
        Arguments.of("\u001b[31\nbroken off", "\nbroken off"),
        Arguments.of("\u001b]0;broken off\nnext", "\nnext"),
        Arguments.of("\u001b[31\u001b[0mtwo", "two"),
        Arguments.of("[91m is what an author wrote", "[91m is what an author wrote"),
        Arguments.of("100 µs ≈ 🙂\b!", "100 µs ≈ !"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void controlSequencesAreDropped(String text, String plain) {
    assertThat(PlainText.of(text)).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void piecesEndAnywhere(String text, String plain) {
    List<String> lines = new ArrayList<>();
    PlainText filter = new PlainText(lines::add);
    for (char c : text.toCharArray()) {
      filter.append(String.valueOf(c));
    }
    filter.end();
    assertThat(String.join("\n", lines)).isEqualTo(plain);
  }

  @Test
  void aProgressBarOfManyKilobytesIsItsLastState() {
    StringBuilder bar = new StringBuilder();
    for (int i = 0; i <= 1000; i++) {
      bar.append('\r').append("#".repeat(i % 80)).append(i / 10.0).append('%');
    }
    assertThat(PlainText.of(bar + "\n")).endsWith("#100.0%\n").hasSizeLessThan(100);
  }

  @Test
  void aLongLineIsCutAndSaysSo() {
    assertThat(PlainText.of("x".repeat(36_000) + "\nnext"))
        .isEqualTo("x".repeat(PlainText.LINE_CHARS) + " …\nnext");
  }

  @Test
  void bytesThatAreNoUtf8AreReadAsTheOldCharacterSet() {
    byte[] bytes = "caf\u00e9 \u009b1mbold\n".getBytes(ISO_8859_1);
    assertThat(new String(PlainText.of(bytes), UTF_8)).isEqualTo("café bold\n");
  }

  @Test
  void aCutThroughACharacterHarmsNothing() {
    byte[] whole = "\u201cquoted\u201d\n".getBytes(UTF_8);
    byte[] cut = java.util.Arrays.copyOfRange(whole, 1, whole.length);
    assertThat(new String(PlainText.of(cut), UTF_8)).isEqualTo("quoted\u201d\n");
  }

  @Test
  void nothingIsNothing() {
    assertThat(PlainText.of("")).isEmpty();
    assertThat(PlainText.of(new byte[0])).isEmpty();
  }
}
