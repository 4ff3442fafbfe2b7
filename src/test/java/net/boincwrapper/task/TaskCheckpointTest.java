package net.boincwrapper.task;

import static net.boincwrapper.task.FakeTaskClock.millis;
import static net.boincwrapper.task.FakeTaskClock.seconds;
import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.container.EngineException;
import net.boincwrapper.container.FakeEngine;
import net.boincwrapper.slot.Memo.LiveFiles;
import org.junit.jupiter.api.Test;

/** Stories of checkpoints: seen, sealed, reported, and found again after whatever happens. */
class TaskCheckpointTest {
  private final Stage stage = new Stage().job(CHECKPOINTS);

  @Test
  void whatTheClientDeliveredIsGenerationZero() {
    stage.write("/boinc/slots/0/state.npz", "as delivered");
    stage.appEnds(seconds(5), 0);

    stage.run();

    assertThat(stage.generations()).containsExactly(0);
    assertThat(stage.rules()).containsExactly("as the client delivered them, for the first start");
    assertThat(stage.resumed).containsExactly(false);
  }

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
  void anAppThatWritesAtTheQuitIsSealedAtOnceAndGoesOnFromThere() {
    appAnswersTheStop(0, () -> stage.replace("/boinc/slots/0/state.npz", "at the quit"));
    stage.use(seconds(4), 4);
    stage.ask(seconds(5), ClientRequest.QUIT);

    assertThat(stage.run()).isZero();

    assertThat(stage.saved(1)).isEqualTo(4);
    assertThat(stage.memo().liveFiles()).isEqualTo(LiveFiles.SEALED);
    assertThat(stage.clock.elapsed()).isLessThan(seconds(7));

    stage.restart();
    stage.appEnds(seconds(5), 0);
    stage.run();

    assertThat(stage.rules())
        .last()
        .isEqualTo("as sealed in generation 1, for they have not changed since");
    assertThat(stage.resumed).containsExactly(false, true);
    assertThat(stage.link.statuses()).first().extracting(AppStatus::cpuSeconds).isEqualTo(4.0);
  }

  @Test
  void anAppThatCatchesTheStopMayEndWithItsCodeAndHasNotBeenKilled() {
    stage.write("/proc/4711/comm", "python3\n");
    stage.write("/proc/4711/status", "SigCgt:\t0000000000004000\n");
    appAnswersTheStop(143, () -> stage.replace("/boinc/slots/0/state.npz", "at the quit"));
    stage.use(seconds(4), 4);
    stage.ask(seconds(5), ClientRequest.QUIT);

    assertThat(stage.run()).isZero();

    assertThat(stage.saved(1)).isEqualTo(4);
    assertThat(stage.memo().liveFiles()).isEqualTo(LiveFiles.SEALED);
  }

  @Test
  void anAppThatDiesOfTheStopMayHaveLeftItsFilesTorn() {
    stage.write("/proc/4711/comm", "python3\n");
    stage.write("/proc/4711/status", "SigCgt:\t0000000000000000\n");
    appAnswersTheStop(143, () -> stage.write("/boinc/slots/0/state.npz", "tor"));
    stage.ask(seconds(5), ClientRequest.QUIT);

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).containsExactly(0);
    assertThat(stage.memo().liveFiles()).isEqualTo(LiveFiles.UNKNOWN);
  }

  @Test
  void anAppThatIsKilledWhileItWritesGoesOnFromTheSeal() {
    stage.use(seconds(3), 3);
    stage.checkpoint(seconds(4), "good");
    stage.use(seconds(7), 7);
    stage.clock.at(millis(7950), () -> stage.write("/boinc/slots/0/state.npz", "tor"));
    stage.appEndsByEngine(seconds(8));
    stage.clock.at(seconds(10), () -> assertThat(stage.state()).isEqualTo("good"));
    stage.appEnds(seconds(12), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.rules())
        .last()
        .isEqualTo("restored from generation 1, for the app was killed and had changed them");
    assertThat(stage.resumed).containsExactly(false, true);
    assertThat(last().cpuSeconds()).as("what was lost is done again").isEqualTo(3);
    assertThat(last().checkpointCpuSeconds()).isEqualTo(3);
  }

  @Test
  void anAppThatIsKilledAfterItsCheckpointWasSeenLosesNothingOfIt() {
    stage.checkpoint(seconds(3), "sealed");
    stage.use(seconds(4), 4);
    stage.checkpoint(seconds(5), "too early for a seal");
    stage.use(seconds(6), 6);
    stage.appEndsByEngine(seconds(7));
    stage.clock.at(seconds(8), () -> assertThat(stage.state()).isEqualTo("too early for a seal"));
    stage.appEnds(seconds(12), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.saved(2)).isEqualTo(4);
  }

  @Test
  void bothKilledTheNextLifeStillKnowsThatTheFilesWereComplete() {
    stage.checkpoint(seconds(3), "sealed");
    stage.use(seconds(4), 4);
    stage.checkpoint(seconds(5), "too early for a seal");
    stage.runAndKill(seconds(6));
    stage.engine.stoppedByOthers(stage.container().id(), 137);
    stage.restart();
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.rules())
        .last()
        .isEqualTo("good, for they have not changed since they were complete; sealing them");
    assertThat(stage.saved(2)).isEqualTo(4);
    assertThat(stage.state()).isEqualTo("too early for a seal");
  }

  @Test
  void afterAPowerCutOnlyTheSealCounts() {
    stage.checkpoint(seconds(3), "sealed");
    stage.checkpoint(seconds(5), "perhaps not on the disk");
    stage.runAndKill(seconds(7));
    stage.reboot("boot-2");
    stage.engine.vanish(stage.container().id());
    stage.write("/boinc/slots/0/state.npz", "\0\0\0\0");
    stage.restart();
    stage.clock.in(seconds(2), () -> assertThat(stage.state()).isEqualTo("sealed"));
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.rules())
        .last()
        .isEqualTo(
            "restored from generation 1, for the host was restarted or may have been, and they are"
                + " not the same");
  }

  @Test
  void afterAPowerCutFilesThatAreWhatWasSealedStay() {
    stage.checkpoint(seconds(3), "sealed");
    stage.runAndKill(seconds(6));
    stage.reboot("boot-2");
    stage.engine.vanish(stage.container().id());
    stage.replace("/boinc/slots/0/state.npz", "sealed");
    stage.restart();
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.rules())
        .last()
        .isEqualTo("as sealed in generation 1, for they have not changed since");
  }

  @Test
  void afterAPowerCutBeforeTheFirstSealTheAppBeginsAnew() {
    stage.write("/boinc/slots/0/state.npz", "as delivered");
    stage.use(seconds(3), 3);
    stage.runAndKill(seconds(4));
    stage.reboot("boot-2");
    stage.engine.vanish(stage.container().id());
    stage.write("/boinc/slots/0/state.npz", "torn");
    stage.restart();
    stage.clock.in(seconds(2), () -> assertThat(stage.state()).isEqualTo("as delivered"));
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.rules()).last().asString().startsWith("back to the beginning");
    assertThat(stage.resumed).containsExactly(false, false);
    assertThat(last().cpuSeconds()).isZero();
  }

  @Test
  void anAppThatWantsToBeStartedAgainIsSealedFirst() {
    stage.job(CHECKPOINTS + "exit_code = 85\n");
    stage.use(seconds(4), 4);
    stage.clock.at(
        seconds(5),
        () -> {
          stage.replace("/boinc/slots/0/state.npz", "half way");
          stage.engine.exit(stage.container().id(), 85);
        });
    stage.appEnds(seconds(10), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.saved(1)).isEqualTo(4);
    assertThat(stage.rules())
        .last()
        .isEqualTo("as sealed in generation 1, for they have not changed since");
  }

  @Test
  void filesThatAnAppHasNotTouchedBeforeItEndedSaveNoMoreThanTheyDid() {
    stage.checkpoint(seconds(3), "sealed");
    stage.use(seconds(4), 4);
    stage.checkpoint(seconds(5), "too early for a seal");
    stage.use(seconds(6), 6);
    stage.clock.at(seconds(7), () -> stage.engine.stoppedByOthers(stage.container().id(), 0));
    stage.clock.at(seconds(9), () -> assertThat(last().cpuSeconds()).as("done again").isEqualTo(4));
    stage.appEnds(seconds(12), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.saved(2)).isEqualTo(4);
  }

  @Test
  void norIfTheWrapperDiedBeforeItCouldSealThem() {
    stage.job(CHECKPOINTS + "[exit]\nretry = [75]\n");
    stage.checkpoint(seconds(3), "sealed");
    stage.use(seconds(4), 4);
    stage.checkpoint(seconds(5), "too early for a seal");
    stage.use(seconds(6), 6);
    stage.appEnds(seconds(7), 75);
    stage.clock.at(millis(7050), () -> stage.clock.callsTake(millis(1000)));
    stage.runAndKill(millis(7800));
    stage.clock.callsTake(millis(100));
    stage.restart();

    assertThat(stage.run()).isZero();

    assertThat(stage.saved(2)).isEqualTo(4);
  }

  @Test
  void whatIsWorthAnotherTryIsSealedBeforeTheTaskIsPostponed() {
    stage.job(CHECKPOINTS + "[exit]\nretry = [75]\nretry_delay = 120\n");
    stage.clock.at(
        seconds(5),
        () -> {
          stage.replace("/boinc/slots/0/state.npz", "half way");
          stage.engine.exit(stage.container().id(), 75);
        });

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).contains(1);
    assertThat(stage.memo().liveFiles()).isEqualTo(LiveFiles.SEALED);
  }

  @Test
  void aRetryThatNobodyHadTimeToSealIsSealedByTheNextLife() {
    stage.job(CHECKPOINTS + "[exit]\nretry = [75]\nretry_delay = 120\n");
    stage.clock.at(
        seconds(5),
        () -> {
          stage.replace("/boinc/slots/0/state.npz", "half way");
          stage.engine.exit(stage.container().id(), 75);
        });
    stage.clock.at(millis(5050), () -> stage.clock.callsTake(millis(1000)));
    stage.runAndKill(millis(5800));
    assertThat(stage.memo().verdict()).isPresent();
    assertThat(stage.generations()).containsExactly(0);
    stage.clock.callsTake(millis(100));
    stage.restart();

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).containsExactly(1, 0);
    assertThat(stage.read(stage.slot.temporaryExit())).startsWith("120\n");
    assertThat(stage.memo().retries()).isEqualTo(1);
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
  void aDamagedSealIsPassedOverForTheOneBefore() {
    stage.checkpoint(seconds(3), "1");
    stage.checkpoint(seconds(10), "2");
    stage.runAndKill(seconds(15));
    stage.reboot("boot-2");
    stage.engine.vanish(stage.container().id());
    stage.write("/boinc/slots/0/state.npz", "torn");
    stage.damage(2);
    stage.restart();
    stage.clock.in(seconds(2), () -> assertThat(stage.state()).isEqualTo("1"));
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.said()).contains("checkpoint 2 ");
  }

  /** Both may be empty after a power cut, or zeros. */
  @Test
  void aCheckpointAndItsSealThatAreDamagedAlikeAreNotTakenForEachOther() {
    stage.checkpoint(seconds(3), "1");
    stage.checkpoint(seconds(10), "2");
    stage.runAndKill(seconds(15));
    stage.reboot("boot-2");
    stage.engine.vanish(stage.container().id());
    stage.write("/boinc/slots/0/state.npz", "");
    stage.write("/boinc/slots/0/.docker_wrapper/checkpoints/2/0", "");
    stage.restart();
    stage.clock.in(seconds(2), () -> assertThat(stage.state()).isEqualTo("1"));
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.rules()).last().asString().startsWith("restored from generation 1, ");
  }

  @Test
  void aBeginningThatWouldBreakTheDiskBoundIsNotKept() {
    stage.bound(3000);
    stage.write("/boinc/slots/0/state.npz", "x".repeat(2000));
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.generations()).isEmpty();
    assertThat(stage.said()).containsOnlyOnce("of rsc_disk_bound, 3000, ");
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
    int ends = Plans.MOST_STARTS + 5;
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
    for (int i = 1; i <= Plans.MOST_STARTS + 5; i++) {
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

  @Test
  void aSealThatTakesTooLongIsLeftToTheNextStart() {
    appAnswersTheStop(
        0,
        () -> {
          stage.replace("/boinc/slots/0/state.npz", "at the quit");
          stage.clock.callsTake(seconds(300));
        });
    stage.ask(seconds(5), ClientRequest.QUIT);

    assertThat(stage.run()).isZero();

    assertThat(stage.clock.elapsed()).isLessThan(seconds(5 + 55));
    assertThat(stage.memo().liveFiles()).isEqualTo(LiveFiles.WHOLE);

    stage.clock.callsTake(millis(100));
    stage.restart();
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.generations()).contains(1);
    assertThat(stage.state()).isEqualTo("at the quit");
  }

  @Test
  void aQuitBeforeTheEngineAnswersStopsTheContainerOfAKilledWrapper() {
    stage.checkpoint(seconds(3), "1");
    stage.runAndKill(seconds(6));
    stage.restart();
    stage.link.send(ClientRequest.QUIT);

    assertThat(stage.run()).isZero();

    assertThat(stage.acts()).endsWith("stop c1 20", "remove c1");
    assertThat(stage.memo().containerId()).isEmpty();
  }

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

  @Test
  void aHungAppWhoseWrapperDiedOverItIsNotAdopted() {
    stage.job(CHECKPOINTS + "[progress]\ntimeout = 60\n");
    stage.clock.at(seconds(60), () -> stage.clock.callsTake(seconds(300)));
    stage.runAndKill(seconds(80));
    stage.clock.callsTake(millis(100));
    stage.restart();
    stage.appEnds(seconds(5), 0);

    assertThat(stage.run()).isZero();

    assertThat(stage.acts()).containsSubsequence("start c1", "create task", "start c2");
  }

  private void appAnswersTheStop(int code, Runnable writes) {
    stage.engine.setApp(
        signal -> {
          writes.run();
          return OptionalInt.of(code);
        });
  }

  private AppStatus last() {
    return stage.link.statuses().get(stage.link.statuses().size() - 1);
  }
}
