package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stories of tasks that are told to leave: quit, abort, a signal, the client's death. */
class TaskStopTest {
  private final Stage stage = new Stage();

  @Test
  void aQuitStopsAJobWithCheckpointsAndFreesItsMemory() {
    stage.job(CHECKPOINTS);
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "stop c1 20", "remove c1");
    assertThat(stage.read(stage.slot.finish())).isEmpty();
    assertThat(stage.read(stage.slot.temporaryExit())).isEmpty();
    assertThat(stage.memo().containerId()).isEmpty();
  }

  /** A volunteer may well come and go often before a slow app's first checkpoint. */
  @Test
  void quitsAreNoStartsWithoutProgress() {
    stage.job(CHECKPOINTS);
    for (int quits = 0; quits <= ContainerCreation.MOST_STARTS; quits++) {
      stage.ask(seconds(5), ClientRequest.QUIT);
      assertThat(stage.run()).isZero();
      stage.restart();
    }
    stage.appEnds(seconds(5), 7);
    assertThat(stage.run()).isEqualTo(7);
  }

  @Test
  void aQuitPausesAJobWithoutCheckpointsAndTheNextStartGoesOnWithIt() {
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    stage.restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .containsExactly("create task", "start c1", "pause c1", "unpause c1", "remove c1");
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void aQuitWhilePausedUnpausesSoThatTheAppCanWriteItsCheckpoint() {
    stage.job(CHECKPOINTS);
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.ask(seconds(8), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .containsExactly(
            "create task", "start c1", "pause c1", "unpause c1", "stop c1 20", "remove c1");
  }

  @Test
  void aQuitDuringTheStartCallStopsWhatItStarted() {
    stage.job(CHECKPOINTS);
    stage.engine.duringNext(FakeEngine.Verb.START, () -> stage.link.send(ClientRequest.QUIT));
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "stop c1 20", "remove c1");
  }

  @Test
  void aQuitIsOverIn55SecondsWhateverTheEngineDoes() {
    stage.job(CHECKPOINTS);
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.clock.at(millis(4950), () -> stage.clock.callsTake(seconds(600)));
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isLessThan(seconds(5 + 55));
  }

  /** Or a host that sleeps meanwhile. */
  @Test
  void aClockThatIsSetNeitherEndsAStopNorKeepsItUp() {
    stage.job(CHECKPOINTS);
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.clock.at(millis(5050), () -> stage.clock.set(seconds(3600)));
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "stop c1 20", "remove c1");
    assertThat(stage.said()).doesNotContain("out of time");

    stage.restart();
    stage.clock.in(millis(5050), () -> stage.clock.callsTake(seconds(600)));
    stage.clock.in(millis(5050), () -> stage.clock.set(seconds(-3600)));
    Duration begun = stage.clock.elapsed();
    stage.clock.in(seconds(5), () -> stage.link.send(ClientRequest.QUIT));
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed().minus(begun)).isLessThan(seconds(5 + 55));
  }

  @Test
  void aQuitDuringAStartThatHangsIsOverIn55Seconds() {
    stage.clock.at(millis(250), () -> stage.clock.callsTake(seconds(600)));
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isLessThan(seconds(5 + 55));
  }

  @Test
  void aQuitDuringThePullLeavesAtOnce() {
    stage.clock.at(millis(50), () -> stage.clock.callsTake(seconds(600)));
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isLessThan(seconds(6));
    assertThat(stage.acts()).isEmpty();
  }

  @Test
  void aTaskThatWasQuitResumesAndIsNotTakenForFinished() {
    stage.job(CHECKPOINTS);
    stage.engine.setApp(signal -> OptionalInt.of(0));
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEmpty();
    stage.restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void anAppIsAskedForACheckpointByItsSignalOnlyIfItCatchesIt() {
    stage.job(CHECKPOINTS + "signal = \"SIGUSR1\"\n");
    stage.write("/proc/4711/comm", "python3\n");
    stage.write("/proc/4711/status", "SigCgt:\t0000000000000200\n");
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.clock.at(seconds(8), () -> stage.write("/boinc/slots/0/state.npz", "generation 1"));
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsSubsequence("signal c1 SIGUSR1", "stop c1 16", "remove c1");
    assertThat(stage.clock.elapsed()).isBetween(seconds(8), seconds(10));
  }

  @Test
  void anAppThatDoesNotCatchTheSignalIsJustStopped() {
    stage.job(CHECKPOINTS + "signal = \"SIGUSR1\"\n");
    stage.write("/proc/4711/comm", "python3\n");
    stage.write("/proc/4711/status", "SigCgt:\t0000000000000000\n");
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "stop c1 20", "remove c1");
  }

  @Test
  void aRequestFileAsksForACheckpointAndIsGoneAfterwards() {
    stage.job(CHECKPOINTS + "request_file = \"checkpoint_now\"\n");
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.clock.at(
        seconds(7), () -> assertThat(stage.slot.directory().resolve("checkpoint_now")).exists());
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).as("nothing was written").isGreaterThan(seconds(25));
    assertThat(stage.acts()).contains("stop c1 0");
    assertThat(stage.slot.directory().resolve("checkpoint_now")).doesNotExist();
  }

  /** Adopted, it ends in the moment in which the new wrapper is told to quit. */
  @ParameterizedTest
  @CsvSource({
    "WATCH, 0",
    "INSPECT, 0",
    "AWAIT_EXIT, 0",
    "INSPECT, 1",
  })
  void theGraceIsNotWaitedForAnAppThatEndsBeforeItCanBeAsked(FakeEngine.Verb during, int later) {
    stage.job(CHECKPOINTS.replace("20", "45") + "request_file = \"checkpoint_now\"\n");
    stage.runAndKill(seconds(5));
    stage.restart();
    String id = stage.container().id();
    for (int call = 0; call < later; call++) {
      stage.engine.duringNext(during, () -> {});
    }
    stage.engine.duringNext(during, () -> stage.engine.exit(id, 0));
    stage.link.send(ClientRequest.QUIT);
    Duration begun = stage.clock.elapsed();
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed().minus(begun)).isLessThan(seconds(5));
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.slot.directory().resolve("checkpoint_now")).doesNotExist();
    assertThat(stage.read(stage.slot.finish())).as("the next start goes on").isEmpty();
  }

  @Test
  void norForOneWhoseEndTheEngineDidNotTell() {
    stage.job(CHECKPOINTS.replace("20", "45") + "request_file = \"checkpoint_now\"\n");
    stage.clock.at(
        millis(5050),
        () -> {
          stage.engine.breakWaits();
          stage.engine.failNext(FakeEngine.Verb.INSPECT, EngineException.Kind.RETRYABLE);
        });
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.clock.at(seconds(6), () -> stage.engine.exit(stage.container().id(), 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isLessThan(seconds(12));
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void theClientsDeathIsAQuit() {
    stage.job(CHECKPOINTS);
    stage.link.clientGoneAt(seconds(5));
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).contains("stop c1 20");
  }

  @Test
  void aSignalStopsTheContainerAndPostpones() {
    stage.job(CHECKPOINTS);
    TaskLoop loop = stage.loop();
    stage.clock.at(seconds(5), () -> loop.signalled("TERM"));
    assertThat(loop.run(() -> {})).isZero();
    assertThat(stage.acts()).contains("stop c1 20", "remove c1");
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("30\n");
  }

  /** As systemd does with the client's unit: the launcher, too, has it, and hands it on. */
  @Test
  void aSignalThatComesTwiceIsToldOnce() {
    stage.job(CHECKPOINTS);
    TaskLoop loop = stage.loop();
    stage.clock.at(seconds(5), () -> loop.signalled("TERM"));
    stage.clock.at(seconds(6), () -> loop.signalled("TERM"));
    assertThat(loop.run(() -> {})).isZero();
    assertThat(stage.said()).containsOnlyOnce("received SIGTERM");
  }

  @Test
  void anAuthorsCtrlCIsNotCalledAShutdownOfTheHost() {
    stage.job(CHECKPOINTS);
    TaskLoop loop = stage.loop();
    stage.clock.at(seconds(5), () -> loop.signalled("INT"));
    assertThat(loop.run(() -> {})).isZero();
    assertThat(stage.said())
        .contains("not to be started again for 30 s: somebody interrupted it (SIGINT, Ctrl-C)")
        .doesNotContain("shut", "trying again");
  }

  @Test
  void aHostThatGoesDownIsNotHeldUpByAnEngineThatWentFirst() {
    stage.job(CHECKPOINTS);
    TaskLoop loop = stage.loop();
    stage.clock.at(seconds(5), () -> loop.signalled("TERM"));
    stage.engine.duringNext(FakeEngine.Verb.REMOVE, stage.engine::engineDown);
    assertThat(loop.run(() -> {})).isZero();
    assertThat(stage.clock.elapsed()).isLessThan(seconds(12));
    stage.engine.engineUp("run-2");
    stage.reboot("boot-2");
    stage.restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void abortLeavesNothingBehind() {
    stage.ask(seconds(5), ClientRequest.ABORT);
    assertThat(stage.run()).isEqualTo(194);
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.read(stage.slot.finish())).isEmpty();
  }

  @Test
  void abortWhileTheContainerIsStoppingDoesNotWaitForItsGrace() {
    stage.job(CHECKPOINTS);
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.clock.at(millis(4950), () -> stage.clock.callsTake(seconds(40)));
    stage.clock.at(seconds(6), () -> stage.clock.callsTake(millis(100)));
    stage.ask(seconds(7), ClientRequest.ABORT);
    assertThat(stage.run()).isEqualTo(194);
    assertThat(stage.clock.elapsed()).isLessThan(seconds(9));
    assertThat(stage.engine.containers()).isEmpty();
  }
}
