package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;

/** Stories of what goes wrong at a bad moment, on a fake clock: nothing sleeps. */
class TaskTroubleTest {
  private static final String CHECKPOINTS = "[checkpoint]\nfiles = [\"state.npz\"]\n";

  private final Stage stage = new Stage();

  @Test
  void aContainerFoundPausedStaysPausedWhenTheEngineComesBackWhileSuspended() {
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.run();
    stage.restart();
    stage.link.send(ClientRequest.SUSPEND);
    stage.clock.in(seconds(5), stage.engine::engineDown);
    stage.clock.in(seconds(10), () -> stage.engine.engineUp("run-1"));
    stage.clock.in(
        seconds(30),
        () -> assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED));
    stage.ask(seconds(40), ClientRequest.RESUME);
    stage.appEnds(seconds(50), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void aPauseThatFailsAfterTheResumeIsNotTriedAgain() {
    stage.clock.at(millis(4950), () -> stage.clock.callsTake(seconds(5)));
    stage.engine.failNext(FakeEngine.Verb.PAUSE, EngineException.Kind.RETRYABLE);
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.ask(seconds(7), ClientRequest.RESUME);
    stage.clock.at(seconds(8), () -> stage.clock.callsTake(millis(100)));
    stage.clock.at(
        seconds(40),
        () -> assertThat(stage.container().status()).isEqualTo(ContainerStatus.RUNNING));
    stage.appEnds(seconds(50), 0);
    assertThat(stage.run()).isZero();
  }

  @Test
  void aPauseThatFailsIsTriedAgainAndComplainedOfOnce() {
    for (int i = 0; i < 5; i++) {
      stage.engine.failNext(FakeEngine.Verb.PAUSE, EngineException.Kind.RETRYABLE);
    }
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.clock.at(
        seconds(30),
        () -> assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED));
    stage.ask(seconds(40), ClientRequest.RESUME);
    stage.appEnds(seconds(50), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.said()).containsOnlyOnce("scripted to fail");
  }

  @Test
  void aSuspendDoesNotKeepTheContainerFromBeingFollowedAgain() {
    stage.clock.at(seconds(5), stage.engine::engineDown);
    stage.clock.at(seconds(6), () -> stage.engine.engineUp("run-1"));
    stage.clock.at(
        millis(4900),
        () -> stage.engine.failNext(FakeEngine.Verb.WATCH, EngineException.Kind.RETRYABLE));
    stage.ask(seconds(8), ClientRequest.SUSPEND);
    stage.ask(seconds(20), ClientRequest.RESUME);
    stage.appEnds(seconds(30), 7);
    assertThat(stage.run()).isEqualTo(7);
    assertThat(stage.clock.elapsed()).isLessThan(seconds(40));
  }

  @Test
  void anEngineThatEndsEachWaitAtOnceIsNotAskedWithoutRest() {
    stage.clock.at(seconds(5), stage.engine::breakWaits);
    stage.appEnds(seconds(65), 7);
    assertThat(stage.run()).isEqualTo(7);
    assertThat(stage.engine.calls().stream().filter(call -> call.startsWith("inspect")))
        .as("in a minute, one every two seconds")
        .hasSizeBetween(20, 40);
  }

  @Test
  void anEndIsWatchedAgainOnceTheContainerIsFollowedAgain() {
    stage.engine.engineUp("");
    stage.clock.at(seconds(5), stage.engine::engineDown);
    stage.clock.at(seconds(8), () -> stage.engine.engineUp(""));
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
  }

  @Test
  void theCpuTimeOfAContainerThatSomebodyRemovedStillCounts() {
    stage.use(seconds(4), 3);
    stage.clock.at(seconds(8), () -> stage.engine.vanish(stage.container().id()));
    stage.use(seconds(12), 2);
    stage.appEnds(seconds(16), 0);
    assertThat(stage.run()).isZero();
    AppStatus last = stage.link.statuses().get(stage.link.statuses().size() - 1);
    assertThat(last.cpuSeconds()).isEqualTo(5.0);
  }

  @Test
  void aMistakeOfOursIsAPostponementWithItsTrace() {
    stage.whilePlanning =
        () -> {
          throw new IllegalArgumentException("a bug in planning");
        };
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("a bug in planning");
    assertThat(stage.said()).contains("at net.boincwrapper.task.");
  }

  @Test
  void aMistakeInAnotherThreadPausesTheAppAndPostpones() {
    TaskLoop loop = stage.loop();
    stage.clock.at(seconds(5), () -> loop.uncaught(new OutOfMemoryError("in a listener")));
    assertThat(loop.run(() -> {})).isZero();
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    assertThat(stage.read(stage.slot.temporaryExit())).contains("in a listener");
  }

  @Test
  void aMistakeThatRepeatsItselfDoesNotKeepTheTaskFromLeaving() {
    stage.clock.at(
        seconds(5),
        () ->
            stage.whileLooking =
                () -> {
                  throw new IllegalStateException("a mistake at each turn");
                });
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isLessThan(seconds(8));
    assertThat(stage.read(stage.slot.temporaryExit())).contains("a mistake at each turn");
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    assertThat(stage.said()).containsOnlyOnce("at net.boincwrapper.task.Safeguard.run");
  }

  @Test
  void aMistakeDuringAnAbortLeavesNoContainerBehind() {
    stage.clock.at(millis(4900), () -> stage.clock.callsTake(seconds(3)));
    stage.ask(seconds(5), ClientRequest.ABORT);
    stage.clock.at(
        seconds(6),
        () ->
            stage.whileLooking =
                () -> {
                  throw new IllegalStateException("a mistake at each turn");
                });
    assertThat(stage.run()).isEqualTo(ExitSequence.ABORTED);
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.said().lines().filter(line -> line.contains("a mistake"))).hasSizeLessThan(4);
  }

  @Test
  void aLeftoverOfThisResultOnAnotherSlotDoesNotStandInTheWay() throws EngineException {
    String other = stage.engine.create(Stage.planNamed("task", labels("/boinc")));
    stage.engine.start(other);
    stage.clock.in(seconds(10), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void aContainerOfThatNameOfAnotherClientIsLeftAlone() throws EngineException {
    String other = stage.engine.create(Stage.planNamed("task", labels("/other/boinc")));
    stage.clock.in(seconds(10), () -> stage.engine.exit("c2", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.container().id()).isEqualTo(other);
  }

  private static Map<String, String> labels(String boincDirectory) {
    return Map.of(
        ContainerPlan.LABEL_SLOT,
        boincDirectory + "/slots/7",
        ContainerPlan.LABEL_RESULT,
        Stage.RESULT,
        ContainerPlan.LABEL_BOINC_DIRECTORY,
        boincDirectory);
  }

  @Test
  void aCheckpointSavesTheCpuTimeUpToItselfAndNotUpToItsReport() {
    stage.job(CHECKPOINTS);
    stage.use(millis(1500), 1);
    stage.clock.at(seconds(2), () -> stage.write("/boinc/slots/0/state.npz", "1"));
    stage.use(seconds(5), 4);
    stage.clock.at(
        seconds(20),
        () ->
            assertThat(stage.link.statuses())
                .extracting(AppStatus::checkpointCpuSeconds)
                .containsOnly(0.0, 1.0));
    stage.appEnds(seconds(25), 0);
    assertThat(stage.run()).isZero();
  }

  @Test
  void theTimeBeforeAQuitThatPausesCountsTowardsTheJobsTimeLimit() {
    stage.job("[limits]\ntime = 60\n");
    stage.ask(seconds(40), ClientRequest.QUIT);
    stage.run();
    stage.restart();
    assertThat(stage.run()).isEqualTo(197);
    assertThat(stage.clock.elapsed()).isBetween(seconds(58), seconds(66));
  }

  @Test
  void anAppThatEndsWhileTheStartIsUnansweredIsNotStartedTwice() {
    stage.engine.duringNext(FakeEngine.Verb.AWAIT_EXIT, () -> stage.engine.exit("c1", 0));
    stage.engine.failNext(FakeEngine.Verb.AWAIT_EXIT, EngineException.Kind.UNREACHABLE);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
  }

  @Test
  void anAppThatTheEngineEndsWhileTheStartIsUnansweredHasNotFinished() {
    stage.engine.duringNext(FakeEngine.Verb.AWAIT_EXIT, () -> stage.engine.exit("c1", 0));
    stage.engine.failNext(FakeEngine.Verb.AWAIT_EXIT, EngineException.Kind.UNREACHABLE);
    stage.clock.at(seconds(1), () -> stage.engine.engineUp("run-2"));
    stage.appEnds(seconds(10), 3);
    assertThat(stage.run()).isEqualTo(3);
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void aQuitDoesNotLeaveAnAppRunningWhosePauseFailsAtFirst() {
    stage.engine.failNext(FakeEngine.Verb.PAUSE, EngineException.Kind.RETRYABLE);
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    assertThat(stage.clock.elapsed()).isLessThan(seconds(10));
  }

  @Test
  void anAppThatEndsBeforeItsPauseIsTriedAgainHoldsUpNoQuit() {
    stage.engine.failNext(FakeEngine.Verb.PAUSE, EngineException.Kind.RETRYABLE);
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.appEnds(seconds(6), 0);
    assertThat(stage.run()).isZero();
    stage.restart();
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void theClientIsToldNothingWhileAnotherWrapperHoldsTheSlot() {
    stage.slotIsLocked = true;
    assertThat(stage.run()).isZero();
    assertThat(stage.link.statuses()).isEmpty();
  }
}
