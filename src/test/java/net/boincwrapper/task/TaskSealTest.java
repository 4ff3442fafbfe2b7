package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.client.AppStatus;
import net.boincwrapper.task.machine.TaskMachine;
import org.junit.jupiter.api.Test;

/** Stories of checkpoints that are seen, sealed and reported. */
class TaskSealTest {
  private final Stage stage = new Stage().job(CHECKPOINTS);

  @Test
  void aCompleteCheckpointIsSealedAndOnlyThenReported() {
    stage.use(seconds(4), 3);
    stage.checkpoint(seconds(5), "1");
    stage.appEnds(seconds(20), 0);

    stage.run();

    assertThat(stage.generations()).containsExactly(1, 0);
    assertThat(stage.saved(1)).isEqualTo(3);
    assertThat(stage.link.statuses())
        .extracting(AppStatus::checkpointCpuSeconds)
        .contains(0.0, 3.0);
    assertThat(stage.memo().sealedGeneration()).hasValue(1);
    assertThat(stage.progresses).isEqualTo(1);
  }

  @Test
  void aSealedCheckpointSaysWhatTheAppSaidOfItsProgress() {
    stage.clock.at(seconds(4), () -> stage.write("/boinc/slots/0/fraction_done", "0.375"));
    stage.checkpoint(seconds(5), "1");
    stage.appEnds(seconds(20), 0);

    stage.run();

    assertThat(stage.manifest(1).fractionDone()).hasValue(0.375);
    assertThat(stage.manifest(0).fractionDone()).isEmpty();
  }

  @Test
  void aRenamedCheckpointIsSealedWithinHalfASecond() {
    stage.checkpoint(millis(5050), "1");
    stage.clock.at(millis(5550), () -> assertThat(stage.generations()).contains(1));
    stage.appEnds(seconds(20), 0);

    stage.run();
  }

  @Test
  void anAppThatCheckpointsOftenIsSealedOncePerPeriod() {
    for (int i = 1; i < 30; i++) {
      stage.checkpoint(seconds(i), "state " + i);
    }
    stage.appEnds(seconds(30), 0);

    stage.run();

    assertThat(stage.memo().sealedGeneration().orElseThrow()).isBetween(5, 6);
    assertThat(stage.generations()).as("two, and the beginning").hasSize(3).contains(0);
  }

  @Test
  void whatIsBeingWrittenWhenItIsDueIsSealedOnceItIsComplete() {
    stage.checkpoint(seconds(3), "sealed, the next is due at eight");
    stage.checkpoint(seconds(5), "complete");
    for (int i = 0; i < 20; i++) {
      int size = i;
      stage.clock.at(
          millis(7500 + i * 100), () -> stage.write("/boinc/slots/0/state.npz", "x".repeat(size)));
    }
    stage.clock.at(millis(10_500), () -> assertThat(stage.generations()).containsExactly(2, 1, 0));
    stage.appEnds(seconds(11), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.said()).containsOnlyOnce("no seal: ");
  }

  @Test
  void aDeclaredFileThatIsAlwaysBeingWrittenIsNeverSealed() {
    for (int i = 1; i < 200; i++) {
      int size = i;
      stage.clock.at(
          millis(i * 100L), () -> stage.write("/boinc/slots/0/state.npz", "x".repeat(size)));
    }
    stage.appEnds(seconds(20), 0);

    stage.run();

    assertThat(stage.generations()).containsExactly(0);
  }

  @Test
  void aContainerThatIsAdoptedIsNotSealedAgainUntilItWrites() {
    stage.use(seconds(2), 2);
    stage.checkpoint(seconds(3), "1");
    stage.runAndKill(seconds(8));
    stage.restart();
    stage.checkpoint(seconds(10), "2");
    stage.appEnds(seconds(20), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).containsExactly(2, 1, 0);
    assertThat(stage.resumed).as("one container").hasSize(1);
  }

  @Test
  void whatWasRestoredIsNoNewCheckpoint() {
    stage.use(seconds(2), 2);
    stage.checkpoint(seconds(3), "1");
    stage.clock.at(millis(7950), () -> stage.write("/boinc/slots/0/state.npz", "torn"));
    stage.appEndsByEngine(seconds(8));
    stage.runAndKill(seconds(20));
    stage.restart();
    stage.appEnds(seconds(20), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).containsExactly(1, 0);
  }

  @Test
  void aBeginningThatWouldBreakTheDiskBoundIsNotKept() {
    stage.bound(3000);
    stage.write("/boinc/slots/0/state.npz", "x".repeat(2000));
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).isEmpty();
    assertThat(stage.said()).containsOnlyOnce("of rsc_disk_bound (3000) ");
  }

  @Test
  void aSetThatWouldBreakTheDiskBoundIsSaidOnceAndNotSealed() {
    stage.bound(3000);
    for (int i = 1; i < 10; i++) {
      stage.checkpoint(seconds(i * 6L), "x".repeat(2000 + i));
    }
    stage.appEnds(seconds(60), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).containsExactly(0);
    assertThat(stage.said()).containsOnlyOnce("the checkpoint is not sealed");
  }

  /** It is not the app's fault that there is no room for the seals. */
  @Test
  void anAppThatCheckpointsByItsEndGetsOnAlsoWithoutASeal() {
    stage.job(CHECKPOINTS + "exit_code = 85\n");
    stage.bound(3000);
    int ends = ContainerCreation.MOST_STARTS + 5;
    for (int i = 1; i <= ends; i++) {
      String text = "x".repeat(2000 + i);
      stage.clock.at(
          seconds(i * 5L),
          () -> {
            stage.replace("/boinc/slots/0/state.npz", text);
            stage.engine.exit(stage.container().id(), 85);
          });
    }
    stage.appEnds(seconds((ends + 1) * 5L), 0);

    assertThat(stage.run()).isZero();
    assertThat(stage.said()).containsOnlyOnce("the checkpoint is not sealed");
  }

  @Test
  void oneThatOnlyEndsIsGivenUpAlsoWithoutASeal() {
    stage.job(CHECKPOINTS + "exit_code = 85\n");
    stage.bound(3000);
    stage.replace("/boinc/slots/0/state.npz", "x".repeat(2000));
    for (int i = 1; i <= ContainerCreation.MOST_STARTS + 5; i++) {
      stage.clock.at(seconds(i * 5L), () -> stage.engine.exit(stage.container().id(), 85));
    }

    assertThat(stage.run()).isEqualTo(TaskMachine.CHILD_FAILED);
  }

  @Test
  void withoutGenerationsNothingIsSealedAndCompleteCheckpointsAreReported() {
    stage.job(CHECKPOINTS + "generations = 0\n");
    stage.use(seconds(3), 3);
    stage.checkpoint(seconds(4), "1");
    stage.appEndsByEngine(seconds(8));
    stage.appEnds(seconds(12), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.slot.checkpoints()).doesNotExist();
    assertThat(stage.link.statuses()).extracting(AppStatus::checkpointCpuSeconds).contains(3.0);
    assertThat(stage.resumed).containsExactly(false, true);
  }
}
