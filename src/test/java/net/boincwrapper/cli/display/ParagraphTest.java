package net.boincwrapper.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {
  @Test
  void linesBreakAtBlanks() {
    assertThat(Paragraph.lines("one two three", 7)).containsExactly("one two", "three");
    assertThat(Paragraph.lines("one", 7)).containsExactly("one");
  }

  @Test
  void aLongWordHasALineOfItsOwn() {
    assertThat(Paragraph.lines("a /a/very/long/path is there", 8))
        .containsExactly("a", "/a/very/long/path", "is there");
    assertThat(Paragraph.lines("/a/very/long/path", 8)).containsExactly("/a/very/long/path");
  }
}
