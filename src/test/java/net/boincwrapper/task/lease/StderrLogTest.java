package net.boincwrapper.task.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.boincwrapper.task.turn.FakeTaskClock;
import org.junit.jupiter.api.Test;

class StderrLogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StderrLog log =
      new StderrLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), new FakeTaskClock());

  @Test
  void aLineIsDatedAndOneLineWhateverItHolds() {
    log.line("one\ntwo\u001b[31m\tthree");
    assertThat(said()).isEqualTo("2026-11-20 12:00:00Z docker-wrapper: one two three\n");
  }

  @Test
  void linesToCopyAreAsTheyAreCopied() {
    log.toCopy(List.of("[project.\"https://example.org/\"]", "a = \"\u001b[31mb\ny = 1\""));
    assertThat(said()).isEqualTo("[project.\"https://example.org/\"]\na = \"b y = 1\"\n");
  }

  @Test
  void aLongLineIsCut() {
    log.line("x".repeat(1_000_000));
    assertThat(said().length()).isLessThan(2100);
  }

  @Test
  void levelsAreSaidFromTheVerbosityOnThatAnybodyAsksFor() {
    log.say(StderrLog.Level.ACTS, "unheard");
    log.atLeast(1);
    log.say(StderrLog.Level.ACTS, "act");
    log.say(StderrLog.Level.DETAILS, "unheard");
    log.atLeast(2);
    log.atLeast(0);
    log.say(StderrLog.Level.DETAILS, "detail");
    assertThat(said()).contains("act").contains("detail").doesNotContain("unheard");
  }

  @Test
  void whatIsQuotedStaysAsItIsBetweenTwoLines() {
    log.quote("the app's output", "a\nb".getBytes(StandardCharsets.UTF_8));
    assertThat(said()).contains("3 bytes:\na\nb\n2026").endsWith("end of the app's output\n");
  }

  @Test
  void aQuotedProgressBarIsItsLastStateWithoutColours() {
    String bar = "\r\u001b[32m 10%".repeat(5000) + "\r\u001b[32m100%\u001b[0m\n";
    log.quote("the app's output", bar.getBytes(StandardCharsets.UTF_8));
    assertThat(said()).contains("bytes:\n100%\n2026");
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
