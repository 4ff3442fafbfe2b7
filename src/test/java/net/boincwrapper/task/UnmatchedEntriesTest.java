package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Stories of jobs whose {@code [checkpoint] files} are not what the app writes. */
class UnmatchedEntriesTest {
  private final Stage stage = new Stage();

  @Test
  void anEntryThatMatchesNothingIsNamedAfterAMinuteWithTheNewFiles() {
    stage.job("[checkpoint]\nfiles = [\"state.npz\", \"chk/*.dat\"]\n");
    stage.clock.at(seconds(20), () -> stage.write("/boinc/slots/0/state.npz", "x"));
    stage.clock.at(seconds(21), () -> stage.write("/boinc/slots/0/check/part1.dat", "x"));
    stage.clock.at(
        seconds(70),
        () ->
            assertThat(stage.said())
                .contains(
                    "[checkpoint] files: \"chk/*.dat\" has matched nothing in the first minute; the"
                        + " app has written \"check/part1.dat\", \"state.npz\""));
    stage.appEnds(seconds(90), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said()).containsOnlyOnce("has matched nothing");
  }

  @Test
  void anAppOfAFewSecondsIsToldAtItsEnd() {
    stage.job("[checkpoint]\nfiles = [\"sate.npz\"]\n");
    stage.clock.at(seconds(2), () -> stage.write("/boinc/slots/0/state.npz", "x"));
    stage.clock.at(seconds(2), () -> stage.write("/boinc/slots/0/.cache/fonts/list", "x"));
    stage.clock.at(seconds(2), () -> stage.write("/boinc/slots/0/__pycache__/app.pyc", "x"));
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said())
        .contains(
            "[checkpoint] files: \"sate.npz\" has matched nothing; the app has written"
                + " \"state.npz\"");
  }

  @Test
  void aCheckpointThatTheAppRemovesAtItsEndWasThere() {
    stage.job(Stage.CHECKPOINTS);
    stage.checkpoint(seconds(3), "x");
    stage.clock.at(seconds(8), () -> stage.delete("/boinc/slots/0/state.npz"));
    stage.appEnds(seconds(10), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said()).doesNotContain("has matched nothing");
  }

  @Test
  void anAppThatFailsHasOtherTroubles() {
    stage.job(Stage.CHECKPOINTS);
    stage.appEnds(seconds(5), 3);

    assertThat(stage.run()).isEqualTo(3);

    assertThat(stage.said()).doesNotContain("has matched nothing");
  }

  @Test
  void aProgressFileThatCannotBeUnderstoodIsToldOnce() {
    stage.clock.at(seconds(2), () -> stage.write("/boinc/slots/0/fraction_done", "30%"));
    stage.appEnds(seconds(40), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said())
        .containsOnlyOnce("the progress file fraction_done holds \"30%\", which is no number");
  }
}
