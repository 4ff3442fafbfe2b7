package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.FakeClientLink;
import net.boincwrapper.container.ContainerPlan;
import net.boincwrapper.container.ContainerPlan.PublishedPort;
import net.boincwrapper.container.Engine;
import net.boincwrapper.container.Engine.ContainerStatus;
import net.boincwrapper.container.EngineException;
import net.boincwrapper.container.FakeEngine;
import net.boincwrapper.slot.Memo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stories of whole tasks, on a fake clock: nothing sleeps. */
class TaskLoopTest {
  private static final String CHECKPOINTS =
      """
      [checkpoint]
      files = ["state.npz"]
      grace = 20
      """;

  private final Stage stage = new Stage();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 255})
  void aTaskRunsAndFinishesWithItsAppsExitCode(int code) {
    stage.appEnds(seconds(20), code);
    assertThat(stage.run()).isEqualTo(code);
    assertThat(stage.read(stage.slot.finish())).isEqualTo(code + "\n");
    assertThat(stage.read(stage.slot.temporaryExit())).isEmpty();
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
    assertThat(stage.memo().outcome()).contains(new Memo.Outcome(code, ""));
  }

  @Test
  void theEndOfTheAppsLogIsInStderr() {
    stage.clock.at(
        seconds(5),
        () ->
            stage.engine.setLog(
                stage.container().id(), "the answer is 42".getBytes(StandardCharsets.UTF_8)));
    stage.appEnds(seconds(6), 0);
    stage.run();
    assertThat(stage.said()).contains("the answer is 42\n").doesNotContain("secret");
    assertThat(stage.engine.calls()).contains("logTail c1 40960");
  }

  @Test
  void noContainerSeesTheAuthenticator() {
    stage.engine.onCreate(
        plan -> {
          assertThat(stage.read(stage.slot.initData())).doesNotContain("secret");
          return plan;
        });
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
  }

  @Test
  void theClientHearsOfTheTaskOnceASecond() {
    stage.clock.at(
        seconds(5),
        () ->
            stage.engine.setUsage(
                stage.container().id(), new Engine.Usage(2_500_000_000L, 7 << 20, 9 << 20)));
    stage.write("/boinc/slots/0/fraction_done", "0.25");
    stage.appEnds(seconds(10), 0);
    stage.run();
    AppStatus last = stage.link.statuses().get(stage.link.statuses().size() - 1);
    assertThat(last.cpuSeconds()).isEqualTo(2.5);
    assertThat(last.fractionDone()).hasValue(0.25);
    assertThat(last.workingSetBytes()).hasValue(7 << 20);
    assertThat(stage.link.statuses()).hasSizeBetween(9, 13);
  }

  @Test
  void theClientHearsWhereTheGraphicsAreAlsoOfAnAdoptedContainer() {
    stage.job("web_graphics_guest_port = 80");
    stage.ports = List.of(new PublishedPort(OptionalInt.empty(), 80, "tcp"));
    FakeClientLink first = stage.link;
    stage.runAndKill(seconds(5));
    stage.appEnds(seconds(5), 0);
    stage.run();
    assertThat(first.graphicsUrls()).containsExactly("http://127.0.0.1:32848");
    assertThat(stage.link.graphicsUrls()).containsExactly("http://127.0.0.1:32848");
  }

  @Test
  void whatThePlanHasToSayIsSaidAtTheFirstStartOnly() {
    stage.notes = List.of("the app has no network");
    stage.appEndsByEngine(seconds(5));
    stage.appEnds(seconds(15), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).contains("start c1", "start c2");
    assertThat(stage.said()).containsOnlyOnce("the app has no network");
  }

  @Test
  void suspendFreezesAndResumeGoesOn() {
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.clock.at(
        seconds(8), () -> assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED));
    int[] before = new int[1];
    stage.clock.at(seconds(6), () -> before[0] = stage.link.statuses().size());
    stage.clock.at(
        seconds(9),
        () -> assertThat(stage.link.statuses()).as("while suspended").hasSize(before[0]));
    stage.ask(seconds(10), ClientRequest.RESUME);
    stage.appEnds(seconds(15), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .containsExactly("create task", "start c1", "pause c1", "unpause c1", "remove c1");
  }

  @Test
  void aSuspendDuringThePullStartsNothingUntilTheResume() {
    stage.clock.at(millis(50), () -> stage.clock.callsTake(seconds(5)));
    stage.clock.at(millis(150), () -> stage.clock.callsTake(millis(100)));
    stage.ask(seconds(1), ClientRequest.SUSPEND);
    stage.clock.at(
        seconds(30),
        () -> assertThat(stage.container().status()).isEqualTo(ContainerStatus.CREATED));
    stage.ask(seconds(40), ClientRequest.RESUME);
    stage.appEnds(seconds(50), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
  }

  @Test
  void throttlingByTheClientIsLeftToTheContainersQuota() {
    stage.throttled();
    for (int i = 5; i < 15; i += 2) {
      stage.ask(seconds(i), ClientRequest.SUSPEND);
      stage.ask(seconds(i + 1), ClientRequest.RESUME);
    }
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
  }

  @Test
  void aSuspendThatLastsIsObeyedUnderThrottlingToo() {
    stage.throttled();
    stage.ask(seconds(5), ClientRequest.SUSPEND);
    stage.ask(seconds(10), ClientRequest.RESUME);
    stage.appEnds(seconds(20), 0);
    stage.run();
    assertThat(stage.acts()).contains("pause c1", "unpause c1");
  }

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
    for (int quits = 0; quits <= Plans.MOST_STARTS; quits++) {
      stage.ask(seconds(5), ClientRequest.QUIT);
      assertThat(stage.run()).isZero();
      restart();
    }
    stage.appEnds(seconds(5), 7);
    assertThat(stage.run()).isEqualTo(7);
  }

  @Test
  void aQuitPausesAJobWithoutCheckpointsAndTheNextStartGoesOnWithIt() {
    stage.ask(seconds(5), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    restart();
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
    restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEqualTo("0\n");
    assertThat(stage.memo().starts()).isEqualTo(2);
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
    assertThat(loop.run()).isZero();
    assertThat(stage.acts()).contains("stop c1 20", "remove c1");
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("30\n");
  }

  @Test
  void aHostThatGoesDownIsNotHeldUpByAnEngineThatWentFirst() {
    stage.job(CHECKPOINTS);
    TaskLoop loop = stage.loop();
    stage.clock.at(seconds(5), () -> loop.signalled("TERM"));
    stage.engine.duringNext(FakeEngine.Verb.REMOVE, stage.engine::engineDown);
    assertThat(loop.run()).isZero();
    assertThat(stage.clock.elapsed()).isLessThan(seconds(12));
    stage.engine.engineUp("run-2");
    stage.reboot("boot-2");
    restart();
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
  void aContainerThatRunsIsAdoptedAfterAKillOfTheWrapper() {
    stage.runAndKill(seconds(5));
    stage.appEnds(seconds(5), 7);
    assertThat(stage.run()).isEqualTo(7);
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void aContainerThatIsNotWhatThePlanIsNowIsCreatedAnew() {
    stage.runAndKill(seconds(5));
    stage.planLabel = "plan-2";
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .containsExactly(
            "create task", "start c1", "remove c1", "create task", "start c2", "remove c2");
  }

  @Test
  void anEndThatNobodyWatchedIsFinishedWithoutARerun() {
    stage.runAndKill(seconds(5));
    stage.engine.exit(stage.container().id(), 3);
    assertThat(stage.run()).isEqualTo(3);
    assertThat(stage.acts()).containsExactly("create task", "start c1", "remove c1");
  }

  @Test
  void anUnwatchedExitOfZeroAfterAKillEventIsAnInterruption() {
    stage.runAndKill(seconds(5));
    stage.engine.stoppedByOthers(stage.container().id(), 0);
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void anUnwatchedExitOfZeroAcrossARebootIsAnInterruption() {
    stage.runAndKill(seconds(5));
    stage.engine.exit(stage.container().id(), 0);
    stage.reboot("boot-2");
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void anUnwatchedExitOfZeroAcrossARestartOfTheEngineIsAnInterruption() {
    stage.runAndKill(seconds(5));
    stage.engine.exit(stage.container().id(), 0);
    stage.engine.engineUp("run-2");
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void aWatchedStopByTheEngineIsAnInterruptionWhateverTheCode() {
    stage.clock.at(seconds(5), () -> stage.engine.stoppedByOthers(stage.container().id(), 0));
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void anAppThatRanOutOfMemoryFailsWithLimitAndPeak() {
    stage.clock.at(seconds(5), () -> stage.engine.outOfMemory(stage.container().id()));
    assertThat(stage.run()).isEqualTo(198);
    assertThat(stage.read(stage.slot.finish())).contains("memory").contains("limit");
  }

  @Test
  void containersOfEarlierTasksOnThisSlotAreRemovedFirst() throws EngineException {
    String other =
        stage.engine.create(
            Stage.planNamed(
                "other",
                Map.of(
                    ContainerPlan.LABEL_SLOT,
                    stage.slot.directory().toString(),
                    ContainerPlan.LABEL_RESULT,
                    "wu_0_0")));
    String foreign = stage.engine.create(Stage.planNamed("foreign", Map.of()));
    stage.engine.start(other);
    stage.clock.at(seconds(5), () -> stage.engine.exit("c3", 0));
    assertThat(stage.run()).isZero();
    assertThat(stage.engine.containers()).extracting(c -> c.id()).containsExactly(foreign);
    assertThat(stage.acts()).containsSubsequence("remove " + other, "create task");
  }

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
  void noEngineIsAPostponementWhoseDelayGrows() {
    stage.engineIsMissing = Optional.of(EngineException.Kind.UNREACHABLE);
    for (int delay : new int[] {60, 300, 1800, 3600, 21600, 86400, 86400}) {
      assertThat(stage.run()).isZero();
      assertThat(stage.read(stage.slot.temporaryExit())).startsWith(delay + "\n");
      restart();
    }
  }

  @Test
  void anImageThatIsNotThereFailsTheTaskAndOneThatCannotBeHadNowDoesNot() {
    stage.imageFails = Optional.of(EngineException.Kind.RETRYABLE);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).contains("the image cannot be had");
    restart();
    stage.imageFails = Optional.of(EngineException.Kind.FINAL);
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.read(stage.slot.finish())).contains("the image cannot be had");
  }

  @Test
  void aBadJobFailsTheTaskWithEveryProblemAndWithoutAnEngine() {
    stage.engineIsMissing = Optional.of(EngineException.Kind.UNREACHABLE);
    stage.job("workdri = \"/app\"\nverbose = \"much\"\n");
    assertThat(stage.run()).isEqualTo(206);
    assertThat(stage.said()).contains("job.toml:1:", "job.toml:2:");
  }

  @Test
  void aProgramThatIsNotThereFailsTheTask() {
    stage.engine.failNext(FakeEngine.Verb.START, EngineException.Kind.NOT_RUNNABLE);
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void aStartThatFailsOtherwiseIsPostponedAndCleanedAway() {
    stage.engine.failNext(FakeEngine.Verb.START, EngineException.Kind.RETRYABLE);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("60\n");
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void tenStartsWithoutProgressEndTheTaskWithItsHistory() {
    stage.job("[checkpoint]\nfiles = [\"state.npz\"]\n");
    for (int i = 1; i <= 10; i++) {
      stage.appEndsByEngine(seconds(i * 5L));
    }
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.memo().starts()).isEqualTo(10);
    assertThat(stage.read(stage.slot.finish())).contains("10 starts");
  }

  @Test
  void aCheckpointIsReportedOnceItRestsAndCountsAsProgress() {
    stage.job(CHECKPOINTS);
    stage.clock.at(
        seconds(5),
        () -> {
          stage.engine.setUsage(stage.container().id(), new Engine.Usage(4_000_000_000L, 1, 1));
          stage.write("/boinc/slots/0/state.npz", "generation 1");
        });
    stage.appEnds(seconds(20), 0);
    stage.run();
    assertThat(stage.link.statuses()).anyMatch(s -> s.checkpointCpuSeconds() == 4.0);
    assertThat(stage.memo().startsWithoutProgress()).isZero();
  }

  @Test
  void theAppsWishForALaterTryIsPostponedUntilItsLimit() {
    stage.job("[exit]\nretry = [75]\nretry_limit = 2\nretry_delay = 120\n");
    for (int i = 0; i < 2; i++) {
      stage.appEnds(seconds(5), 75);
      assertThat(stage.run()).isZero();
      assertThat(stage.read(stage.slot.temporaryExit())).startsWith("120\n");
      restart();
    }
    stage.appEnds(seconds(5), 75);
    assertThat(stage.run()).isEqualTo(195);
  }

  @Test
  void theAppsWishToBeStartedAgainIsFulfilled() {
    stage.job(CHECKPOINTS + "exit_code = 85\n");
    stage.appEnds(seconds(5), 85);
    stage.appEnds(seconds(10), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.acts())
        .containsExactly(
            "create task", "start c1", "remove c1", "create task", "start c2", "remove c2");
  }

  @Test
  void theJobsOwnTimeLimitEndsTheTask() {
    stage.job("[limits]\ntime = 30\n");
    assertThat(stage.run()).isEqualTo(197);
    assertThat(stage.clock.elapsed()).isBetween(seconds(30), seconds(33));
    assertThat(stage.engine.containers()).isEmpty();
  }

  @Test
  void cpuTimeIsCarriedOverARestart() {
    stage.job(CHECKPOINTS);
    use(seconds(4), 3);
    stage.ask(seconds(8), ClientRequest.QUIT);
    stage.run();
    restart();
    use(seconds(4), 2);
    stage.appEnds(seconds(8), 0);
    stage.run();
    AppStatus last = stage.link.statuses().get(stage.link.statuses().size() - 1);
    assertThat(last.cpuSeconds()).isEqualTo(5.0);
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
    assertThat(loop.run()).isZero();
    assertThat(stage.container().status()).isEqualTo(ContainerStatus.PAUSED);
    assertThat(stage.read(stage.slot.temporaryExit())).contains("in a listener");
  }

  @Test
  void anAppIsAskedForACheckpointByItsSignalOnlyIfItCatchesIt() {
    stage.job(CHECKPOINTS + "signal = \"SIGUSR1\"\n");
    stage.write("/proc/4711/comm", "python3\n");
    stage.write("/proc/4711/status", "SigCgt:\t0000000000000200\n");
    stage.ask(seconds(5), ClientRequest.QUIT);
    stage.clock.at(seconds(8), () -> stage.write("/boinc/slots/0/state.npz", "generation 1"));
    assertThat(stage.run()).isZero();
    assertThat(stage.acts()).containsSubsequence("signal c1 SIGUSR1", "stop c1 15", "remove c1");
    assertThat(stage.clock.elapsed()).isBetween(seconds(9), seconds(12));
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

  @Test
  void anEngineThatIsLostOnTheLastStepsPostponesAndTheNextStartFinishes() {
    stage.engine.duringNext(FakeEngine.Verb.LOG_TAIL, stage.engine::engineDown);
    stage.appEnds(seconds(5), 6);
    assertThat(stage.run()).isZero();
    assertThat(stage.read(stage.slot.finish())).isEmpty();
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("60\n");
    stage.engine.engineUp("run-2");
    restart();
    assertThat(stage.run()).isEqualTo(6);
    assertThat(stage.engine.containers()).isEmpty();
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void aResultDoesNotWaitForEverForAnEngineThatIsGone() {
    stage.engine.duringNext(FakeEngine.Verb.LOG_TAIL, stage.engine::engineDown);
    stage.appEnds(seconds(5), 6);
    assertThat(stage.run()).isZero();
    restart();
    assertThat(stage.run()).isZero();
    restart();
    assertThat(stage.run()).isEqualTo(6);
    assertThat(stage.read(stage.slot.finish())).isEqualTo("6\n");
    assertThat(stage.said()).contains("finishing without having removed the container");
  }

  @Test
  void tenRefusalsOfTheEngineEndTheTask() {
    for (int i = 1; i <= 10; i++) {
      stage.engine.failNext(FakeEngine.Verb.CREATE, EngineException.Kind.FINAL);
      assertThat(stage.run()).as("refusal %d", i).isZero();
      restart();
    }
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.read(stage.slot.finish())).contains("10 starts");
  }

  @Test
  void runningForTenMinutesIsProgressOnlyOfTheStartThatDid() {
    stage.appEndsByEngine(seconds(700));
    for (int i = 1; i <= 10; i++) {
      stage.appEndsByEngine(seconds(700 + i * 5L));
    }
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.memo().starts()).isEqualTo(11);
  }

  @Test
  void aFullDiskIsAPostponementThatIsWrittenOnceThereIsRoom() {
    stage.clock.at(seconds(5), stage::fillDisk);
    stage.appEnds(seconds(6), 8);
    stage.clock.at(seconds(60), stage::freeDisk);
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isBetween(seconds(60), seconds(75));
    assertThat(stage.read(stage.slot.temporaryExit())).contains("memo");
    restart();
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
  void theMemoOfAnotherResultIsVoid() {
    stage.runAndKill(seconds(5));
    stage.give("wu_2_0");
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().resultName()).isEqualTo("wu_2_0");
    assertThat(stage.acts())
        .containsExactly(
            "create task", "start c1", "remove c1", "create task", "start c2", "remove c2");
  }

  /** Every moment of the last steps: the second wrapper comes to the same end. */
  @Test
  void theLastStepsCanBeRepeatedFromAnyMoment() {
    for (int tick = 0; tick < 15; tick++) {
      Stage each = new Stage();
      each.appEnds(seconds(5), 42);
      boolean killed = each.runUnlessKilled(seconds(5).plus(millis(100L * tick)));
      assertThat(each.run()).as("killed %s ticks after the end: %s", tick, killed).isEqualTo(42);
      assertThat(each.read(each.slot.finish())).startsWith("42\n");
      assertThat(each.memo().starts()).isEqualTo(1);
      assertThat(each.engine.containers()).isEmpty();
    }
  }

  private void use(Duration in, int cpuSeconds) {
    stage.clock.in(
        in,
        () ->
            stage.engine.setUsage(
                stage.container().id(), new Engine.Usage(cpuSeconds * 1_000_000_000L, 1, 1)));
  }

  private void restart() {
    stage.link = new FakeClientLink(stage.clock::nanos);
    stage.give(Stage.RESULT);
    try {
      Files.deleteIfExists(stage.slot.temporaryExit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
