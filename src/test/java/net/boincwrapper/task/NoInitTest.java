package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine.Verb;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories of a Podman on a host without catatonit, which Podman takes for init. */
class NoInitTest {
  private final Stage stage = new Stage();

  @BeforeEach
  void start() {
    stage.engine.saysItIsPodman();
    refuse();
  }

  private void refuse() {
    refuseOnce();
    refuseOnce();
  }

  private void refuseOnce() {
    stage.engine.failNext(Verb.CREATE, EngineException.Kind.RETRYABLE);
  }

  private boolean hasInit() {
    return !stage.container().labels().containsKey(ContainerPlan.LABEL_NO_INIT);
  }

  @Test
  void theAppRunsWithoutOneAndThatIsSaidOnce() {
    stage.clock.in(
        seconds(5),
        () -> {
          assertThat(hasInit()).isFalse();
          refuse();
          stage.engine.stoppedByOthers(stage.container().id(), 137);
        });
    stage.clock.in(seconds(10), () -> assertThat(hasInit()).isFalse());
    stage.appEnds(seconds(15), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.memo().starts()).isEqualTo(2);
    assertThat(stage.said()).containsOnlyOnce("apt-get install catatonit");
  }

  /** As where another task has Podman's storage at this moment. */
  @Test
  void aRefusalThatPassesIsNotTakenForAMissingInit() {
    stage.clock.in(
        seconds(5),
        () -> {
          refuseOnce();
          stage.engine.stoppedByOthers(stage.container().id(), 137);
        });
    stage.clock.in(seconds(10), () -> assertThat(hasInit()).isTrue());
    stage.appEnds(seconds(15), 0);

    assertThat(stage.run()).isZero();
  }

  @Test
  void theNextWrapperGoesOnWithItsContainer() {
    stage.runAndKill(seconds(5));
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void anotherRefusalOfPodmansIsSaidAsItIs() {
    refuseOnce();

    assertThat(stage.run()).isZero();

    assertThat(stage.read(stage.slot.temporaryExit())).contains("scripted to fail");
    assertThat(stage.said()).doesNotContain("catatonit");
  }

  /** A first process that does not catch SIGTERM does not hear it. */
  @Test
  void aQuitDoesNotWaitForAnAppThatHearsNothing() {
    stage.job(CHECKPOINTS);
    stage.checkpoint(seconds(2), "1");
    stage.ask(seconds(10), ClientRequest.QUIT);

    assertThat(stage.run()).isZero();

    assertThat(stage.engine.calls()).contains("stop c1 0");
    assertThat(stage.engine.containers()).isEmpty();
  }
}
