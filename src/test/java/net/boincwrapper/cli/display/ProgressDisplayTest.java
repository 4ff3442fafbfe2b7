package net.boincwrapper.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.client.AppStatus;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  private final StringWriter shown = new StringWriter();
  private final PrintWriter out = new PrintWriter(shown);

  @Test
  void aTerminalShowsABarThatTheNextLineReplaces() {
    ProgressDisplay display = new ProgressDisplay(out, true, NOON);

    display.progress(status(0.25, true), Duration.ofSeconds(65), 1);
    display.say("interruption: kill@25%");
    display.end();

    assertThat(shown)
        .hasToString(
            "\r\u001b[K\u001b[?7l[#####...............]  25 %  1:05  CPU 12.3 s  80.5 MiB"
                + "  1 checkpoint\u001b[?7h"
                + "\r\u001b[K12:00:00  interruption: kill@25%\n");
  }

  @Test
  void onATerminalALongLineIsFoldedBelowItsText() {
    String line =
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";

    new ProgressDisplay(out, true, NOON).say(line);
    new ProgressDisplay(out, true, NOON).say("x".repeat(100));
    new ProgressDisplay(out, false, NOON).say(line);

    assertThat(shown)
        .hasToString(
            "12:00:00  one two three four five six seven eight nine ten eleven twelve\n"
                + "          thirteen fourteen\n"
                + ("12:00:00  " + "x".repeat(100) + "\n")
                + ("12:00:00  " + line + "\n"));
  }

  @Test
  void theSameBarIsNotDrawnAgain() {
    ProgressDisplay display = new ProgressDisplay(out, true, NOON);

    display.progress(status(0.25, true), Duration.ofMillis(100), 1);
    int length = shown.toString().length();
    display.progress(status(0.25, true), Duration.ofMillis(200), 1);

    assertThat(shown.toString()).hasSize(length);
  }

  @Test
  void theBarIsRemovedAtTheEnd() {
    ProgressDisplay display = new ProgressDisplay(out, true, NOON);

    display.progress(status(1, false), Duration.ofSeconds(65), 2);
    display.end();

    assertThat(shown.toString())
        .contains("[####################] 100 %  1:05  CPU 12.3 s  2 checkpoints")
        .endsWith("\r\u001b[K");
  }

  @Test
  void elsewhereThereAreLinesWithoutEscapeCodesAndOnlyNews() {
    ProgressDisplay display = new ProgressDisplay(out, false, NOON);

    display.progress(status(0.11, true), Duration.ofSeconds(1), 0);
    display.progress(status(0.12, true), Duration.ofSeconds(2), 0);
    display.progress(status(0.21, true), Duration.ofSeconds(3), 0);
    display.progress(status(0.22, true), Duration.ofSeconds(13), 0);
    display.end();

    assertThat(shown)
        .hasToString(
            """
            12:00:00   11 %  0:01  CPU 12.3 s  80.5 MiB  0 checkpoints
            12:00:00   21 %  0:03  CPU 12.3 s  80.5 MiB  0 checkpoints
            12:00:00   22 %  0:13  CPU 12.3 s  80.5 MiB  0 checkpoints
            """);
  }

  @Test
  void aTaskThatWaitsForTheNetworkIsSeenToWait() {
    ProgressDisplay display = new ProgressDisplay(out, false, NOON);

    display.progress(
        new AppStatus(
            0, 0, OptionalDouble.empty(), OptionalLong.empty(), true, OptionalInt.empty()),
        Duration.ZERO,
        0);

    assertThat(shown)
        .hasToString("12:00:00    0 %  0:00  CPU 0.0 s  0 checkpoints  waiting for the network\n");
  }

  private static AppStatus status(double fraction, boolean memory) {
    return new AppStatus(
        12.34,
        0,
        OptionalDouble.of(fraction),
        memory ? OptionalLong.of(84_410_368) : OptionalLong.empty(),
        false,
        OptionalInt.empty());
  }
}
