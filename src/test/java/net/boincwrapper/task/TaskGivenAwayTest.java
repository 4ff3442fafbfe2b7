package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;

/** The client gives the slot to another task: what that one has there is not touched. */
class TaskGivenAwayTest {
  private static final String OTHERS = "another's";

  private final Stage stage = new Stage();

  @Test
  void itsRequestFileIsNotWithdrawn() {
    stage.job(CHECKPOINTS + "request_file = \"checkpoint_now\"\n");
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.clock.at(seconds(7), () -> giveWith("checkpoint_now"));
    assertThatItIsLeftAlone("checkpoint_now");
  }

  @Test
  void norAreItsTriggersCleared() {
    stage.job("[requests]\ncomplete = \"all_done\"\n");
    stage.engine.duringNext(FakeEngine.Verb.CREATE, () -> giveWith("all_done"));
    assertThatItIsLeftAlone("all_done");
  }

  @Test
  void norAnUploadThatItAsksFor() {
    stage.clock.at(seconds(3), () -> stage.replace("/boinc/slots/0/boinc_ufr_out", ""));
    stage.clock.at(millis(3150), () -> stage.clock.callsTake(seconds(2)));
    stage.clock.at(seconds(4), () -> giveWith("boinc_ufr_out"));
    assertThatItIsLeftAlone("boinc_ufr_out");
  }

  @Test
  void norItsFinishFile() {
    stage.clock.at(
        seconds(5),
        () -> {
          stage.give("wu_2_0");
          stage.replace("/boinc/slots/0/boinc_finish_called", OTHERS);
        });
    assertThatItIsLeftAlone("boinc_finish_called");
  }

  /** What could not be written on a full disk is tried again, for ten minutes. */
  @Test
  void norIsItPostponed() {
    stage.job(CHECKPOINTS);
    stage.imageFails = Optional.of(EngineException.Kind.RETRYABLE);
    stage.engine.duringNext(FakeEngine.Verb.LIST, stage::fillDisk);
    stage.clock.at(
        seconds(5),
        () -> {
          stage.freeDisk();
          stage.give("wu_2_0");
        });
    assertThat(stage.run()).isZero();
    assertThat(stage.slot.temporaryExit()).doesNotExist();
  }

  private void giveWith(String file) {
    stage.give("wu_2_0");
    stage.write("/boinc/slots/0/" + file, OTHERS);
  }

  private void assertThatItIsLeftAlone(String name) {
    assertThat(stage.run()).isZero();
    Path file = stage.slot.directory().resolve(name);
    assertThat(stage.read(file)).isEqualTo(OTHERS);
    assertThat(stage.said()).contains("the slot has been given to another task");
  }
}
