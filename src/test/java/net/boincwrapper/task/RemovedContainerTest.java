package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stories of containers that somebody else removes: nobody's fault. */
class RemovedContainerTest {
  private static final String LINE = "the container is gone: somebody removed it";

  private final Stage stage = new Stage();

  @ParameterizedTest
  @ValueSource(strings = {"", CHECKPOINTS})
  void theFirstIsReplacedAtOnceAndItsReasonSaidInOneLine(String job) {
    stage.job(job);
    removeAt(5);
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.memo().starts()).isEqualTo(2);
    assertThat(stage.said()).containsOnlyOnce(LINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", CHECKPOINTS})
  void howeverOftenItHappensTheAppIsNotBlamedAndTheDelaysGrow(String job) {
    stage.job(job);
    removeIn(5);
    removeIn(10);
    for (int delay : new int[] {60, 300, 1800, 3600, 21600, 86400, 86400, 86400, 86400, 86400}) {
      assertThat(stage.run()).isZero();
      assertThat(stage.read(stage.slot.temporaryExit())).isEqualTo(delay + "\n" + LINE + "\n");
      assertThat(stage.engine.containers()).isEmpty();
      stage.restart();
      removeIn(5);
    }
    stage.appEnds(seconds(3), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
  }

  /** Ten starts fail a job that gets nowhere by its own fault, whatever others did in between. */
  @Test
  void whatTheAppDidWrongStillCounts() {
    stage.job(CHECKPOINTS);
    for (int i = 1; i <= 9; i++) {
      stage.appEndsByEngine(seconds(i * 5L));
    }
    removeAt(50);
    stage.appEndsByEngine(seconds(55));
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.memo().starts()).isEqualTo(11);
  }

  @Test
  void onceTheTaskHasGotOnTheNextIsAgainTheFirst() {
    removeAt(5);
    removeAt(700);
    stage.appEnds(seconds(710), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
  }

  @Test
  void aPausedContainerThatIsRemovedWhileNoWrapperIsThereCountsAlike() {
    quitAndRemove();
    quitAndRemove();
    for (int delay : new int[] {60, 300, 1800, 3600, 21600, 86400, 86400, 86400, 86400, 86400}) {
      assertThat(stage.run()).isZero();
      assertThat(stage.read(stage.slot.temporaryExit())).isEqualTo(delay + "\n" + LINE + "\n");
      stage.restart();
      quitAndRemove();
    }
    stage.run();
    stage.restart();
    stage.appEnds(seconds(3), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
  }

  private void quitAndRemove() {
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    stage.engine.vanish(stage.container().id());
    stage.restart();
  }

  /** {@code docker container prune}. */
  @Test
  void oneThatIsPrunedBeforeItsStartIsMadeAnew() {
    stage.link.send(ClientRequest.SUSPEND);
    stage.clock.in(
        seconds(5),
        () -> {
          assertThat(stage.container().status()).isEqualTo(ContainerStatus.CREATED);
          stage.engine.vanish(stage.container().id());
        });
    stage.ask(seconds(10), ClientRequest.RESUME);
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.said()).containsOnlyOnce(LINE);
  }

  @Test
  void oneThatIsGoneAsSoonAsItIsStartedIsMadeAnew() {
    stage.engine.duringNext(FakeEngine.Verb.AWAIT_EXIT, () -> stage.engine.vanish("c1"));
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.said()).containsOnlyOnce(LINE);
  }

  /** What a start does not find may be its network, and the container is there. */
  @Test
  void aStartThatDoesNotFindSomethingElseIsNoRemoval() {
    stage.engine.failNext(FakeEngine.Verb.START, EngineException.Kind.NOT_FOUND);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("scripted to fail");
    assertThat(stage.said()).doesNotContain(LINE);
  }

  @Test
  void oneThatIsRemovedWhilePausedIsMadeAnewAndStaysCreated() {
    stage.ask(seconds(3), ClientRequest.SUSPEND);
    removeAt(5);
    stage.ask(seconds(10), ClientRequest.RESUME);
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  /** {@code docker rm -f} kills first, and the files go after that. */
  @Test
  void theKillOfARemovalIsNoEndOfTheApp() {
    for (int i = 1; i <= 2; i++) {
      stage.clock.at(seconds(i * 5L), () -> stage.engine.beginRemoval(stage.container().id()));
    }
    assertThat(stage.run()).isZero();
    assertThat(stage.said()).contains(LINE).doesNotContain("exit code 137");
    assertThat(stage.read(stage.slot.temporaryExit())).isEqualTo("60\n" + LINE + "\n");
    assertThat(stage.memo().startsWithoutProgress()).isZero();
  }

  @Test
  void ourOwnRemovalBeforeADeathOfTheWrapperIsNobodyElses() {
    stage.runAndKill(seconds(5));
    stage.planLabel = "plan-2";
    stage.engine.duringNext(
        FakeEngine.Verb.REMOVE,
        () -> {
          stage.engine.vanish("c1");
          stage.clock.in(
              Duration.ZERO,
              () -> {
                throw new Stage.Killed();
              });
        });
    assertThatThrownBy(stage::run).isInstanceOf(Stage.Killed.class);
    stage.restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.said()).doesNotContain(LINE).contains("had been removed");
  }

  @Test
  void anAppWhoseContainerIsThereAfterAllIsNotFinished() {
    stage.clock.at(
        millis(4900),
        () -> stage.engine.failNext(FakeEngine.Verb.PAUSE, EngineException.Kind.NOT_FOUND));
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.ask(seconds(10), ClientRequest.RESUME);
    stage.appEnds(seconds(20), 3);
    assertThat(stage.run()).isEqualTo(3);
    assertThat(stage.memo().starts()).isEqualTo(2);
    assertThat(stage.said()).contains("lost sight of the container").doesNotContain(LINE);
  }

  /** The engine tells late of the signal that ended the first container. */
  @Test
  void aLateKillOfTheOldContainerIsNotTakenForTheNewOnes() {
    stage.clock.at(seconds(4), stage.engine::holdEvents);
    stage.appEndsByEngine(seconds(5));
    stage.clock.at(seconds(8), stage.engine::releaseEvents);
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void theReasonOfEachNewStartIsSaid(int which) {
    new Stories().all().get(which).run();
  }

  /** Ways to a new start, and what is said of each. */
  private final class Stories {
    List<Runnable> all() {
      return List.of(
          () -> says(() -> stage.appEndsByEngine(seconds(5)), "the engine sent it a signal"),
          () -> says(() -> removeAt(5), LINE),
          () ->
              says(
                  () -> stage.job(CHECKPOINTS + "exit_code = 85\n").appEnds(seconds(5), 85),
                  "wants to go on"),
          () -> later(() -> stage.planLabel = "plan-2", "surroundings have changed"),
          () -> later(() -> stage.engine.vanish("c1"), LINE),
          () -> later(() -> stage.engine.stoppedByOthers("c1", 0), "the engine sent it a signal"));
    }

    private void says(Runnable cause, String reason) {
      cause.run();
      stage.appEnds(seconds(20), 7);
      assertThat(stage.run()).isEqualTo(7);
      assertThat(stage.memo().starts()).isEqualTo(2);
      assertThat(stage.said().lines().filter(line -> !line.contains(" by ")))
          .filteredOn(line -> line.contains(reason))
          .hasSize(1);
    }

    private void later(Runnable cause, String reason) {
      stage.runAndKill(seconds(5));
      cause.run();
      stage.restart();
      says(() -> {}, reason);
    }
  }

  private void removeAt(long second) {
    stage.clock.at(seconds(second), () -> stage.engine.vanish(stage.container().id()));
  }

  private void removeIn(long second) {
    stage.clock.in(seconds(second), () -> stage.engine.vanish(stage.container().id()));
  }
}
