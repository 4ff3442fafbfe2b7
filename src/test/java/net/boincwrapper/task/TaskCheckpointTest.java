package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import net.boincwrapper.client.AppStatus;
import org.junit.jupiter.api.Test;

/** Stories of checkpoints that are found again after whatever happens. */
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
  void whereTheClientDeliversNoneNothingElseIsClaimed() {
    stage.appEnds(seconds(5), 0);

    stage.run();

    assertThat(stage.rules()).containsExactly("none yet, for the first start");
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
        .isEqualTo("restored from generation 1, because the app was killed and had changed them");
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
        .isEqualTo("good, because they have not changed since they were complete; sealing them");
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
            "restored from generation 1, because the host was restarted or may have been, and they"
                + " are not as sealed");
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
        .isEqualTo("as sealed in generation 1, because they have not changed since");
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

  private AppStatus last() {
    return stage.link.statuses().get(stage.link.statuses().size() - 1);
  }
}
