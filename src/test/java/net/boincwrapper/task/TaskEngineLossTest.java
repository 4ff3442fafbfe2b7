package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;

/** Stories of a container or an engine that goes away under a running task. */
class TaskEngineLossTest {
  private final Stage stage = new Stage();

  @Test
  void aContainerThatSomebodyRemovedIsCreatedAnew() {
    stage.clock.at(seconds(5), () -> stage.engine.vanish(stage.container().id()));
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void anEngineThatIsAwayForAMomentIsWaitedFor() {
    stage.clock.at(seconds(5), stage.engine::engineDown);
    stage.clock.at(seconds(60), () -> stage.engine.engineUp("run-1"));
    stage.appEnds(seconds(70), 9);
    assertThat(stage.run()).isEqualTo(9);
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void anEngineThatStaysAwayPostponesAndLeavesTheContainer() {
    stage.clock.at(seconds(5), stage.engine::engineDown);
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isBetween(seconds(120), seconds(135));
    assertThat(stage.read(stage.slot.temporaryExit()))
        .startsWith("60\n")
        .contains("engine is down");
    assertThat(stage.engine.containers()).hasSize(1);
  }

  @Test
  void anEngineThatDiesWhileThePausedAppIsLostStartsItAnewOnResume() {
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.clock.at(
        seconds(8),
        () -> {
          stage.engine.engineDown();
          stage.engine.exit(stage.container().id(), 255);
        });
    stage.clock.at(seconds(20), () -> stage.engine.engineUp("run-2"));
    stage.clock.at(
        seconds(40),
        () -> assertThat(stage.container().status()).isEqualTo(ContainerStatus.CREATED));
    stage.ask(seconds(50), ClientRequest.RESUME);
    stage.appEnds(seconds(60), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void anEngineThatIsLostOnTheLastStepsPostponesAndTheNextStartFinishes() {
    stage.engine.duringNext(FakeEngine.Verb.LOG_TAIL, stage.engine::engineDown);
    stage.appEnds(seconds(5), 6);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEmpty();
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("60\n");
    stage.engine.engineUp("run-2");
    stage.restart();
    assertThat(stage.run()).isEqualTo(6);
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void aResultDoesNotWaitForEverForAnEngineThatIsGone() {
    stage.engine.duringNext(FakeEngine.Verb.LOG_TAIL, stage.engine::engineDown);
    stage.appEnds(seconds(5), 6);
    assertThat(stage.run()).isZero();
    stage.restart();
    assertThat(stage.run()).isZero();
    stage.restart();
    assertThat(stage.run()).isEqualTo(6);
    assertThat(stage.read(stage.slot.finish())).isEqualTo("6\n");
    assertThat(stage.said()).contains("finishing without having removed the container");
  }
}
