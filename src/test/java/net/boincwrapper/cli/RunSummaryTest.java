package net.boincwrapper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.boincwrapper.cli.RunSummary.Ending;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
  @Test
  void aGoodRunSaysWhatItTookAndWhereItsOutputsAre() {
    RunSummary summary =
        new RunSummary(
            Ending.SUCCESS,
            0,
            "",
            Duration.ofSeconds(58),
            96.26,
            84_410_368,
            9,
            2,
            2,
            List.of(Path.of("/j/outputs/a.json"), Path.of("/j/outputs/b.svg")));

    assertThat(summary.toText())
        .isEqualTo(
            """
              result       success, exit code 0
              wall time    0:58
              CPU time     96.3 s (utilisation 83 % of 2 CPUs)
              peak memory  80.5 MiB
              checkpoints  9
              launches     2
              outputs      /j/outputs/a.json
                           /j/outputs/b.svg
            """);
  }

  @Test
  void aRunThatWasStoppedHasNoExitCode() {
    RunSummary summary =
        new RunSummary(
            Ending.STOPPED, 0, "resume it", Duration.ofHours(2), 0, 0, 0, 1, 1, List.of());

    assertThat(summary.toText())
        .contains("result       stopped by you: resume it\n")
        .contains("wall time    2:00:00\n")
        .contains("peak memory  not reported\n")
        .contains("outputs      none\n");
  }
}
