package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.engine.Engine.Usage;
import org.junit.jupiter.api.Test;

/** Stories of how apps end: what is made of it, and the last steps. */
class TaskEndTest {
  private final Stage stage = new Stage();

  @Test
  void whoLeavesWatchesTheSlotNoMore() {
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.looksNoMore()).isTrue();
  }

  /** First when it is known, and again as the last thing: the client may be reading. */
  @Test
  void theClientIsToldTwiceOfTheEnd() {
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThatTheLastStatusWasToldTwice();
  }

  @Test
  void soItIsOfATaskThatIsLeftForARestart() {
    stage.clock.at(seconds(5), () -> stage.link.send(ClientRequest.QUIT));
    assertThat(stage.run()).isZero();
    assertThatTheLastStatusWasToldTwice();
  }

  /** Its running time counts as saved only if it reads of that while the process is there. */
  @Test
  void theClientIsWaitedForUntilItHasReadOfTheLastCheckpoint() {
    assertThat(secondsFromQuit(true)).isLessThan(seconds(3));
    assertThat(secondsFromQuit(false)).isBetween(seconds(2), seconds(5));
  }

  private static Duration secondsFromQuit(boolean reads) {
    Stage stage = new Stage();
    stage.link.readsStatus(reads);
    stage.clock.at(seconds(5), () -> stage.link.send(ClientRequest.QUIT));
    assertThat(stage.run()).isZero();
    return stage.clock.elapsed().minus(seconds(5));
  }

  @Test
  void soItIsOfOneThatIsPostponed() {
    stage.job("[exit]\nretry = [75]\n");
    stage.appEnds(seconds(5), 75);
    assertThat(stage.run()).isZero();
    assertThat(stage.slot.temporaryExit()).exists();
    assertThatTheLastStatusWasToldTwice();
  }

  private void assertThatTheLastStatusWasToldTwice() {
    List<AppStatus> told = stage.link.statuses();
    assertThat(stage.link.ends()).hasSize(2).containsOnly(told.get(told.size() - 1));
  }

  /** Of a job without checkpoint files, after ten minutes. */
  @Test
  void whoeverCountsFailuresIsToldOnceThatTheTaskGetsOn() {
    stage.clock.at(seconds(595), () -> assertThat(stage.progresses).isZero());
    stage.appEnds(seconds(900), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.progresses).isEqualTo(1);
  }

  /** Podman 4.3.1 does not tell; something else of the host may have been meant. */
  @Test
  void whereTheHostKillsForMemoryOneKillFromOutsideFailsNoTask() {
    stage.engine.saysItIsPodman();
    appIsKilledWhileTheHostKillsForMemory(seconds(5), 1);
    stage.appEnds(seconds(20), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
  }

  @Test
  void theSecondInARowIsTheAppsOwn() {
    stage.engine.saysItIsPodman();
    appIsKilledWhileTheHostKillsForMemory(seconds(5), 1);
    appIsKilledWhileTheHostKillsForMemory(seconds(20), 2);
    assertThat(stage.run()).isEqualTo(198);
  }

  @Test
  void soIsTheFirstOfAnAppThatHadAllItsMemory() {
    stage.job("[limits]\nmemory = \"40m\"\n");
    stage.engine.saysItIsPodman();
    stage.clock.at(
        seconds(2),
        () -> stage.engine.setUsage(stage.container().id(), new Usage(1, 1, 40L << 20)));
    appIsKilledWhileTheHostKillsForMemory(seconds(120), 1);
    assertThat(stage.run()).isEqualTo(198);
    assertThat(stage.read(stage.slot.finish())).contains("limit 40 MiB, peak 40 MiB");
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  /** Podman tells of the end while the container's group is still there. */
  @Test
  void aKillThatTheGroupTellsOfAtTheEndIsTheAppsOwn() {
    aUsersPodman();
    String group = MANAGER + "/user.slice/libpod-c1.scope";
    stage.write(group + "/memory.current", "5000\n");
    stage.write(group + "/memory.events", "oom_kill 0\n");
    stage.clock.at(
        millis(5500),
        () -> {
          stage.write(group + "/memory.events", "oom_kill 1\n");
          stage.engine.exit(stage.container().id(), 137);
        });
    assertThat(stage.run()).isEqualTo(198);
  }

  @Test
  void anEngineThatTellsIsBelieved() {
    appIsKilledWhileTheHostKillsForMemory(seconds(5), 1);
    appIsKilledWhileTheHostKillsForMemory(seconds(20), 2);
    stage.appEnds(seconds(40), 0);
    assertThat(stage.run()).isZero();
  }

  private void appIsKilledWhileTheHostKillsForMemory(Duration in, int kills) {
    if (kills == 1) {
      stage.write("/proc/vmstat", "oom_kill 0\n");
    }
    stage.clock.at(
        in,
        () -> {
          stage.write("/proc/vmstat", "oom_kill " + kills + "\n");
          stage.engine.exit(stage.container().id(), 137);
        });
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
  void anEndThatTheEngineDidNotSeeIsAnInterruptionWatchedOrNot() {
    stage.clock.at(seconds(5), () -> stage.engine.lose(stage.container().id()));
    stage.runAndKill(seconds(20));
    assertThat(stage.memo().starts()).isEqualTo(2);
    stage.engine.lose(stage.container().id());
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(3);
    assertThat(stage.said()).contains("did not see how it ended");
  }

  /** With live restore, containers go on while Docker's daemon is started again. */
  @Test
  void whatWasBeforeAContainerWasFoundAliveDoesNotMatter() {
    stage.runAndKill(seconds(5));
    stage.engine.engineUp("run-2");
    stage.runAndKill(seconds(5));
    stage.engine.exit(stage.container().id(), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  private static final String MANAGER = "/cg/user.slice/user-7.slice/user@7.service";

  /** A user's Podman; the container is in the group of the user's manager. */
  private void aUsersPodman() {
    stage.engine.saysItIsPodman();
    stage.engine.saysItIsRootless();
    stage.write(
        "/proc/4711/cgroup", "0::" + MANAGER.substring(3) + "/user.slice/libpod-c1.scope\n");
    stage.write("/proc/self/mountinfo", "25 20 0:23 / /cg rw - cgroup2 cgroup2 rw\n");
    stage.write(MANAGER + "/user.slice/libpod-c1.scope/cpu.stat", "usage_usec 1\n");
  }

  @Test
  void aResultOfAUsersPodmanIsTakenAsLongAsTheUsersManagerLives() {
    aUsersPodman();
    stage.runAndKill(seconds(5));
    stage.engine.engineUp("");
    stage.engine.exit(stage.container().id(), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(1);
  }

  @Test
  void anUnwatchedExitOfZeroAcrossAnEndOfTheUsersManagerIsAnInterruption() {
    aUsersPodman();
    stage.runAndKill(seconds(5));
    stage.engine.exit(stage.container().id(), 0);
    for (String file :
        new String[] {
          "/user.slice/libpod-c1.scope/cpu.stat", "/user.slice/libpod-c1.scope", "/user.slice", ""
        }) {
      stage.delete(MANAGER + file);
    }
    stage.write(MANAGER + "/cpu.stat", "usage_usec 1\n");
    stage.appEnds(seconds(5), 0);
    assertThat(stage.run()).isZero();
    assertThat(stage.memo().starts()).isEqualTo(2);
    assertThat(stage.said()).contains("the engine restarted meanwhile");
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
  void theAppsWishForALaterTryIsPostponedUntilItsLimit() {
    stage.job("[exit]\nretry = [75]\nretry_limit = 2\nretry_delay = 120\n");
    for (int i = 0; i < 2; i++) {
      stage.appEnds(seconds(5), 75);
      assertThat(stage.run()).isZero();
      assertThat(stage.read(stage.slot.temporaryExit())).startsWith("120\n");
      stage.restart();
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
  void runningForTenMinutesIsProgressOnlyOfTheStartThatDid() {
    stage.appEndsByEngine(seconds(700));
    for (int i = 1; i <= 10; i++) {
      stage.appEndsByEngine(seconds(700 + i * 5L));
    }
    assertThat(stage.run()).isEqualTo(195);
    assertThat(stage.memo().starts()).isEqualTo(11);
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
}
