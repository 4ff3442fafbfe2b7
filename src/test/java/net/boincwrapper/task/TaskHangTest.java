package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;

/** Stories of an app that shows no sign of life. */
class TaskHangTest {
  private final Stage stage = new Stage().job(CHECKPOINTS);

  @Test
  void aHungAppIsKilledPostponedAndCounted() {
    stage.job(CHECKPOINTS + "[progress]\ntimeout = 60\n");
    stage.use(seconds(10), 3);

    assertThat(stage.run()).isZero();

    assertThat(stage.clock.elapsed()).isBetween(seconds(65), seconds(80));
    assertThat(stage.read(stage.slot.temporaryExit()))
        .startsWith("60\n")
        .contains("the app hangs: neither CPU time nor fraction_done has changed for 60 s");
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.memo().postponements()).isEqualTo(1);
    assertThat(stage.memo().startsWithoutProgress()).isEqualTo(1);
  }

  @Test
  void anAppThatHangsWhileItIsAskedToEndIsStoppedLikeOthers() {
    stage.job(CHECKPOINTS + "request_file = \"checkpoint_now\"\n[progress]\ntimeout = 60\n");
    stage.ask(seconds(50), ClientRequest.QUIT);

    assertThat(stage.run()).isZero();

    assertThat(stage.clock.elapsed()).isGreaterThan(seconds(62));
    assertThat(stage.acts()).endsWith("stop c1 0", "remove c1");
    assertThat(stage.said()).doesNotContain("docker-wrapper failed");
  }

  @Test
  void anAppWhoseCpuTimeNobodyCanSeeIsNotTakenForHung() {
    stage.job(CHECKPOINTS + "[progress]\ntimeout = 60\n");
    for (int i = 0; i < 1000; i++) {
      stage.engine.failNext(FakeEngine.Verb.USAGE, EngineException.Kind.FINAL);
    }
    stage.appEnds(seconds(200), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.clock.elapsed()).isGreaterThan(seconds(199));
  }

  /** Podman 4.3.1 tells late of the end of a container that it cannot clean up. */
  @Test
  void anAppWhoseEndTheEngineHasNotToldOfIsNotTakenForHung() {
    stage.job(CHECKPOINTS + "[progress]\ntimeout = 8\n");
    stage.clock.in(seconds(6), () -> stage.engine.exitUntold(stage.container().id(), 0));

    assertThat(stage.run()).isZero();

    assertThat(stage.clock.elapsed()).isBetween(seconds(8), seconds(13));
    assertThat(stage.read(stage.slot.finish())).startsWith("0\n");
    assertThat(stage.slot.temporaryExit()).doesNotExist();
  }

  @Test
  void anAppOfWhichTheEngineDoesNotSayWhetherItRunsIsNotYetTakenForHung() {
    stage.job(CHECKPOINTS + "[progress]\ntimeout = 60\n");
    stage.clock.in(
        seconds(40),
        () -> stage.engine.failNext(FakeEngine.Verb.INSPECT, EngineException.Kind.RETRYABLE));

    assertThat(stage.run()).isZero();

    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("60\n").contains("the app hangs");
    assertThat(stage.acts()).endsWith("start c1", "remove c1");
  }

  @Test
  void aHungAppWhoseWrapperDiedOverItIsNotAdopted() {
    stage.job(CHECKPOINTS + "[progress]\ntimeout = 60\n");
    stage.clock.at(seconds(62), () -> stage.clock.callsTake(seconds(300)));
    stage.runAndKill(seconds(80));
    stage.clock.callsTake(millis(100));
    stage.restart();
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.acts()).containsSubsequence("start c1", "create task", "start c2");
  }
}
