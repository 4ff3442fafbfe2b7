package net.boincwrapper.task;

import static net.boincwrapper.task.Stage.CHECKPOINTS;
import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.slot.record.Memo.LiveFiles;
import org.junit.jupiter.api.Test;

/** Stories of what an app leaves at its end, and what of it is saved. */
class TaskEndSealTest {
  private final Stage stage = new Stage().job(CHECKPOINTS);

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
        .isEqualTo("as sealed in generation 1, because they have not changed since");
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
  void anAppThatWantsToBeStartedAgainIsSealedFirst() {
    stage.job(CHECKPOINTS + "exit_code = 85\n");
    stage.use(seconds(2), 4);
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
        .isEqualTo("as sealed in generation 1, because they have not changed since");
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
    assertThat(stage.read(stage.slot.temporaryExit()))
        .as("what is left of 120")
        .startsWith("119\n");
    assertThat(stage.memo().retries()).isEqualTo(1);
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
