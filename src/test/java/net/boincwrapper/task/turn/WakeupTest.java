package net.boincwrapper.task.turn;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.task.Stage;
import org.junit.jupiter.api.Test;

/** How the loop sleeps while somebody else looks for the client's messages. */
class WakeupTest {
  private static final Duration CALM = seconds(20);

  private final Stage stage = new Stage();
  private final List<Runnable> rings = new ArrayList<>();
  private int looks;

  /** Counts the turns in a hundred seconds of calm. */
  private int turnsInCalm() {
    stage.clock.at(CALM, () -> looks = -stage.looks);
    stage.clock.at(CALM.plusSeconds(100), () -> looks += stage.looks);
    stage.appEnds(CALM.plusSeconds(110), 0);
    assertThat(stage.run()).isZero();
    return looks;
  }

  private void listen() {
    stage.tellsOfTheSlot = true;
    stage.wakeup =
        ring -> {
          rings.add(ring);
          ring.run();
        };
  }

  @Test
  void withoutABellItLooksTenTimesASecond() {
    stage.tellsOfTheSlot = true;
    assertThat(turnsInCalm()).isEqualTo(1000);
  }

  /** And once more for the answer of the engine, which alone tells here what the app uses. */
  @Test
  void withOneItLooksEveryFourSeconds() {
    listen();
    assertThat(turnsInCalm()).isBetween(24, 50);
    assertThat(rings).hasSize(1);
  }

  @Test
  void aBellThatNeverRingsIsNotReliedOn() {
    stage.tellsOfTheSlot = true;
    stage.wakeup = rings::add;
    assertThat(turnsInCalm()).isEqualTo(1000);
    assertThat(rings).hasSize(1);
  }

  @Test
  void norIsOneWhereTheKernelDoesNotTellOfTheSlot() {
    listen();
    stage.tellsOfTheSlot = false;
    assertThat(turnsInCalm()).isEqualTo(1000);
    assertThat(rings).isEmpty();
  }

  @Test
  void atARingItHearsTheClientAtOnce() {
    listen();
    List<String> paused = new ArrayList<>();
    stage.clock.at(
        CALM.plusMillis(500),
        () -> {
          stage.link.send(ClientRequest.SUSPEND);
          rings.get(0).run();
        });
    stage.clock.at(CALM.plusMillis(900), () -> paused.addAll(stage.acts()));
    stage.clock.at(CALM.plusSeconds(5), () -> stage.link.send(ClientRequest.ABORT));
    stage.run();
    assertThat(paused).contains("pause c1");
  }

  @Test
  void aMessageWithoutARingIsHeardWithinFourSeconds() {
    listen();
    List<String> paused = new ArrayList<>();
    stage.clock.at(CALM, () -> stage.link.send(ClientRequest.SUSPEND));
    stage.clock.at(CALM.plus(millis(4400)), () -> paused.addAll(stage.acts()));
    stage.clock.at(CALM.plusSeconds(8), () -> stage.link.send(ClientRequest.ABORT));
    stage.run();
    assertThat(paused).contains("pause c1");
  }

  /** Its files are written in place, of which the kernel does not tell. */
  @Test
  void whatChangesWithoutAWordIsLookedForEachSecond() {
    listen();
    stage.job(Stage.CHECKPOINTS);
    stage.clock.at(seconds(15), () -> stage.write("/boinc/slots/0/state.npz", "1"));
    stage.clock.at(CALM.plusSeconds(101), () -> assertThat(stage.said()).contains("sealed"));
    assertThat(turnsInCalm()).isBetween(98, 220);
  }

  @Test
  void anAppThatHangsIsFoundWhileTheLoopSleeps() {
    listen();
    stage.job(Stage.CHECKPOINTS + "[progress]\ntimeout = 60\n");
    assertThat(stage.run()).isZero();
    assertThat(stage.clock.elapsed()).isBetween(seconds(60), seconds(80));
    assertThat(stage.read(stage.slot.temporaryExit())).contains("the app hangs");
  }

  /** Which name it is, another thread tells: maybe a moment later. */
  @Test
  void newsThatCannotBeSeenYetAreLookedForOnceMore() {
    listen();
    List<Integer> seen = new ArrayList<>();
    stage.clock.at(CALM, () -> stage.news.orElseThrow().run());
    stage.clock.at(CALM.plusMillis(50), () -> seen.add(stage.looks));
    stage.clock.at(CALM.plusMillis(250), () -> seen.add(stage.looks));
    stage.clock.at(CALM.plusMillis(750), () -> seen.add(stage.looks));
    stage.appEnds(CALM.plusSeconds(5), 0);
    stage.run();
    assertThat(seen.get(1)).isEqualTo(seen.get(0) + 1);
    assertThat(seen.get(2)).isEqualTo(seen.get(1));
  }

  @Test
  void newsOfTheSlotMakeItLook() {
    listen();
    List<Integer> seen = new ArrayList<>();
    stage.clock.at(CALM, () -> seen.add(stage.looks));
    for (int i = 1; i <= 9; i++) {
      stage.clock.at(CALM.plusMillis(100L * i), () -> stage.news.orElseThrow().run());
    }
    stage.clock.at(CALM.plusMillis(950), () -> seen.add(stage.looks));
    stage.appEnds(CALM.plusSeconds(5), 0);
    stage.run();
    assertThat(seen.get(1) - seen.get(0)).isGreaterThanOrEqualTo(8);
  }
}
