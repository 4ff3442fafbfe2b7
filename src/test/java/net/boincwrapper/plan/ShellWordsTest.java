package net.boincwrapper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  private static final List<String> NASTY =
      List.of(
          "plain",
          "",
          "two words",
          "it's",
          "''",
          "$(touch /tmp/x)",
          "`id`",
          "a\"b",
          "back\\slash",
          "new\nline",
          "tab\there",
          "*",
          "~",
          "#no",
          "a;b&c|d",
          "ünï",
          "type=bind,\"source=/a,b\"",
          "!history",
          "-n");

  @Test
  void aRealShellReadsBackWhatWasQuoted() throws Exception {
    assertThat(readByShell(ShellWords.join(NASTY))).isEqualTo(NASTY);
  }

  @Test
  void whatNeedsNoQuotesHasNone() {
    assertThat(ShellWords.quote("a/b:c=d,e.f-g_h@i%j+k")).isEqualTo("a/b:c=d,e.f-g_h@i%j+k");
  }

  private static List<String> readByShell(String quoted) throws IOException {
    String script = "for word in " + quoted + "; do printf '%s\\0' \"$word\"; done";
    Process shell = new ProcessBuilder("/bin/sh", "-c", script).start();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return List.of(out.substring(0, out.length() - 1).split("\0", -1));
  }
}
