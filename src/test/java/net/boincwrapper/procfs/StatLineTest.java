package net.boincwrapper.procfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static net.boincwrapper.procfs.StatLine.NICE;
import static net.boincwrapper.procfs.StatLine.PARENT;
import static net.boincwrapper.procfs.StatLine.PID;
import static net.boincwrapper.procfs.StatLine.USER_TICKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatLineTest {
  private static final String REST =
      " D 6 7 7 0 -1 4194304 2500 0 0 0 14 15 16 17 30 10 1 0 100 1000 20\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app",
        "",
        " ",
        "(",
        ")",
        ")(",
        "()",
        "a) R 1 1 (b",
        "a) Z 1 1 1 0 -1",
        "two\nlines) S",
        "\n7 (x) R 1\n",
        "tab\tand\\012"
      })
  void aNameMayHoldWhateverSeparatesTheFields(String name) {
    StatLine line = StatLine.of("42 (" + name + ")" + REST);
    assertThat(line.name()).isEqualTo(name);
    assertThat(line.number(PID)).hasValue(42);
    assertThat(line.isIn('D')).isTrue();
    assertThat(line.isIn('R')).isFalse();
    assertThat(line.number(PARENT)).hasValue(6);
    assertThat(line.number(USER_TICKS)).hasValue(14);
    assertThat(line.number(NICE)).hasValue(10);
  }

  /** The kernel cuts names off after 15 bytes, in the middle of a letter too. */
  @Test
  void aNameNeedNotBeInAnyEncoding() throws IOException {
    Path process = Jimfs.newFileSystem(Configuration.unix()).getPath("/proc/42");
    Files.createDirectories(process);
    Files.write(process.resolve("stat"), ("42 (schr\u00f6)" + REST).getBytes(ISO_8859_1));
    assertThat(StatLine.read(process).number(NICE)).hasValue(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "42", "42 (cut", "42 cut) R", "42 )(", "42 (app)", "42 (app) \n"})
  void whatIsCutOffIsNotTold(String text) {
    StatLine line = StatLine.of(text);
    assertThat(line.isIn('R')).isFalse();
    assertThat(line.number(PARENT)).isEmpty();
    assertThat(line.number(NICE)).isEmpty();
  }

  @Test
  void aFieldThatIsNoNumberIsNone() {
    assertThat(StatLine.of("x (app) R y 99999999999999999999").number(PID)).isEmpty();
    assertThat(StatLine.of("1 (app) R y 99999999999999999999").number(PARENT)).isEmpty();
  }

  @Test
  void thisVeryProcessIsRead() throws IOException {
    StatLine self = StatLine.read(Path.of("/proc/self"));
    assertThat(self.number(PID)).hasValue(ProcessHandle.current().pid());
    assertThat(self.number(PARENT)).hasValue(ProcessHandle.current().parent().orElseThrow().pid());
  }
}
