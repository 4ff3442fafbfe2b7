package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import net.boincwrapper.cli.simulate.WrapperLine.Basis;
import net.boincwrapper.cli.simulate.WrapperLine.Complete;
import net.boincwrapper.cli.simulate.WrapperLine.Ended;
import net.boincwrapper.cli.simulate.WrapperLine.GoingOn;
import net.boincwrapper.cli.simulate.WrapperLine.Pausing;
import net.boincwrapper.cli.simulate.WrapperLine.Rule;
import net.boincwrapper.cli.simulate.WrapperLine.Sealed;
import net.boincwrapper.cli.simulate.WrapperLine.Starting;
import net.boincwrapper.cli.simulate.WrapperLine.Stopping;
import net.boincwrapper.cli.simulate.WrapperLine.Unpausing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrapperLineTest {
  @Test
  void aSealHasItsNumberAndItsCpuTime() {
    assertThat(
            WrapperLine.read(
                "sealed checkpoint 12: 1 files, 3482 bytes, 70.5 s of CPU time, took 0.1 s"))
        .contains(new Sealed(12, 70.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          as sealed in generation 3, because they have not changed since | AS_SEALED | 3
          good, because the app was not killed; sealing them             | GOOD      |
          restored from generation 10, because the app was killed        | RESTORED  | 10
          kept as they are, for nothing verifies                     | KEPT      |
          back to the beginning, because the host was restarted          | BEGINNING | 0
          """)
  void eachRuleOfRestoringIsKnown(String text, Rule rule, Integer generation) {
    OptionalInt number = generation == null ? OptionalInt.empty() : OptionalInt.of(generation);

    assertThat(WrapperLine.read("checkpoint files: " + text))
        .contains(new Basis(rule, number, text));
  }

  @Test
  void theLifeOfTheContainerIsKnown() {
    assertThat(WrapperLine.read("starting container 4d4da39c43d9")).contains(new Starting());
    assertThat(
            WrapperLine.read(
                "found the task's container 4d4da39c43d9 still there: going on with it"))
        .contains(new GoingOn());
    assertThat(WrapperLine.read("the container has ended, exit code 0: the app ended by itself"))
        .contains(new Ended("exit code 0: the app ended by itself"));
    assertThat(WrapperLine.read("stopping the container, with 10 s of grace"))
        .contains(new Stopping(Duration.ofSeconds(10)));
    assertThat(WrapperLine.read("pausing container 4d4da39c43d9")).contains(new Pausing());
    assertThat(WrapperLine.read("unpausing container 4d4da39c43d9")).contains(new Unpausing());
    assertThat(WrapperLine.read("the checkpoint files are complete")).contains(new Complete());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "checkpoint files: as the client delivered them, for the first start",
        "checkpoint files: none yet, for the first start",
        "creating container boincw__project__job_1_0__ab",
        "no seal: the checkpoint files have changed again",
        "an app says: starting container 4d4da39c43d9"
      })
  void otherLinesSayNothing(String line) {
    assertThat(WrapperLine.read(line)).isEmpty();
  }
}
