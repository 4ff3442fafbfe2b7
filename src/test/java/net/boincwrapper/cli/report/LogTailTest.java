package net.boincwrapper.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogTailTest {
  private final Path log = Jimfs.newFileSystem(Configuration.unix()).getPath("/stderr.txt");

  @Test
  void aShortLogIsShownWhole() throws IOException {
    LogTail tail = tail("one\ntwo\n");

    assertThat(tail.lines()).containsExactly("one", "two");
    assertThat(tail.cut()).isFalse();
  }

  @Test
  void ofALongOneTheEndIsShown() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append("line ").append(i).append('\n');
    }

    LogTail tail = tail(text.toString());

    assertThat(tail.lines()).hasSize(200).startsWith("line 199800").endsWith("line 199999");
    assertThat(tail.cut()).isTrue();
  }

  @Test
  void aLineWithoutAnEndIsShortened() throws IOException {
    LogTail tail = tail("x".repeat(1_000_000));

    assertThat(tail.lines()).singleElement().asString().hasSize(502).endsWith("x …");
    assertThat(tail.cut()).isTrue();
  }

  @Test
  void coloursAndTitlesOfATerminalAreLeftOut() throws IOException {
    assertThat(tail("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007done\r50 %\r99 %\n").lines())
        .containsExactly("red done", "50 %", "99 %");
  }

  @Test
  void bytesThatAreNoTextHarmNobody() throws IOException {
    Files.write(log, new byte[] {(byte) 0xff, 0, (byte) 0xc3, 'a', '\n'});

    assertThat(Markup.escaped(LogTail.of("run", log).lines().get(0)))
        .isEqualTo("\ufffd\ufffd\ufffda");
  }

  @Test
  void aLogThatIsNotThereIsSaidToBe() {
    assertThat(LogTail.of("run", log).lines())
        .singleElement()
        .asString()
        .contains("cannot be read");
  }

  private LogTail tail(String text) throws IOException {
    Files.write(log, text.getBytes(StandardCharsets.UTF_8));
    return LogTail.of("run", log);
  }
}
