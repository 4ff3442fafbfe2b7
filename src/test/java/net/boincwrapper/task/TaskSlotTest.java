package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.Engine.ContainerStatus;
import org.junit.jupiter.api.Test;

/** Stories of the slot: whose it is, what others write into it, and its disk. */
class TaskSlotTest {
  private final Stage stage = new Stage();

  @Test
  void anAbortBeforeTheSlotIsOursTouchesNothing() {
    stage.slotIsLocked = true;
    stage.ask(seconds(5), ClientRequest.ABORT);
    assertThat(stage.run()).isEqualTo(194);
    assertThat(stage.engine.calls()).isEmpty();
  }

  @Test
  void aSlotThatAnotherWrapperHoldsIsWaitedForAndThenPostponed() {
    stage.slotIsLocked = true;
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isBetween(seconds(65), seconds(67));
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("60\n").contains("slot");
    assertThat(stage.engine.calls()).isEmpty();
    assertThat(stage.slot.memo()).doesNotExist();
  }

  @Test
  void aSlotThatAnotherWrapperGivesUpInTimeIsTaken() {
    stage.slotIsLocked = true;
    stage.clock.at(seconds(30), () -> stage.slotIsLocked = false);
    stage.appEnds(seconds(40), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
  }

  @Test
  void aSlotThatWasGivenAwayIsNotWrittenAndTheContainerRemoved() {
    stage.clock.at(seconds(5), () -> stage.give("wu_2_0"));
    stage.appEnds(seconds(6), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEmpty();
    assertThat(stage.read(stage.slot.temporaryExit())).isEmpty();
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void aSlotThatWasGivenAwayDuringTheLastStepsIsLeftToo() {
    stage.job("[limits]\ntime = 30\n");
    stage.clock.at(seconds(5), () -> stage.give("wu_2_0"));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEmpty();
    assertThat(stage.read(stage.slot.temporaryExit())).isEmpty();
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void nothingIsSealedInASlotThatWasGivenAwayWhileStopping() {
    stage.job(CHECKPOINTS);
    stage.clock.at(
        seconds(4),
        () ->
            stage.engine.setApp(
                signal -> {
                  stage.empty();
                  stage.give("wu_2_0");
                  return OptionalInt.of(137);
                }));
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.slot.ownDirectory()).doesNotExist();
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void whatTheClientWritesAnewIsScrubbedAtOnceAndReread() {
    stage.throttled();
    stage.clock.at(
        seconds(5),
        () -> {
          stage.give(Stage.RESULT);
          stage.changes.add("init_data.xml");
        });
    stage.clock.at(
        millis(5200), () -> assertThat(stage.read(stage.slot.initData())).doesNotContain("secret"));
    stage.ask(seconds(7), ClientRequest.SUSPEND);
    stage.ask(seconds(8), ClientRequest.RESUME);
    stage.appEnds(seconds(10), 0);
    stage.run();
    assertThat(stage.acts()).as("not throttled any more").contains("pause c1");
  }

  @Test
  void controlFilesThatTheAppWritesAreRemovedAtOnce() {
    stage.clock.at(
        seconds(5),
        () -> {
          stage.write("/boinc/slots/0/boinc_finish_called", "0\n");
          stage.write("/boinc/slots/0/boinc_temporary_exit", "1\nx\n");
          stage.changes.add("boinc_finish_called");
        });
    stage.clock.at(
        millis(5200),
        () -> {
          assertThat(stage.slot.finish()).doesNotExist();
          assertThat(stage.slot.temporaryExit()).doesNotExist();
        });
    stage.appEnds(seconds(10), 4);
    assertThat(stage.run()).isEqualTo(4);
    assertThat(stage.read(stage.slot.finish())).isEqualTo("4\n");
  }

  @Test
  void aFullDiskIsAPostponementThatIsWrittenOnceThereIsRoom() {
    stage.clock.at(seconds(5), stage::fillDisk);
    stage.appEnds(seconds(6), 8);
    stage.clock.at(seconds(60), stage::freeDisk);
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isBetween(seconds(60), seconds(75));
    assertThat(stage.read(stage.slot.temporaryExit())).contains("memo");
    stage.restart();
    assertThat(stage.run()).isEqualTo(8);
  }

  @Test
  void aFullDiskDoesNotKeepAQuitFromStoppingTheApp() {
    stage.job(CHECKPOINTS);
    stage.clock.at(seconds(5), stage::fillDisk);
    stage.ask(seconds(6), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
  }
}
