package net.boincwrapper.task.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopPaceTest {
  private final FakeTaskClock clock = new FakeTaskClock();
  private final Mailbox nothing = new Mailbox();
  private final LoopPace pace = new LoopPace(clock);

  private int looksIn(int turns, boolean restless) {
    int looks = 0;
    for (int turn = 0; turn < turns; turn++) {
      clock.await(nothing);
      looks += pace.looks(restless) ? 1 : 0;
    }
    return looks;
  }

  @Test
  void inCalmOneTurnInTenLooks() {
    looksIn(10, false);
    assertThat(looksIn(400, false)).isEqualTo(40);
    pace.looks(true);
    assertThat(pace.sleep(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(1020));
  }

  @Test
  void whereSomebodyRingsItIsOneInFortyAfterAWhile() {
    pace.widen();
    looksIn(10, false);
    assertThat(looksIn(30, false)).isEqualTo(3);
    looksIn(60, false);
    assertThat(looksIn(400, false)).isEqualTo(10);
    pace.stir();
    looksIn(10, false);
    assertThat(looksIn(30, false)).isEqualTo(3);
  }

  @Test
  void whereThingsHappenOfWhichNobodyTellsItStaysAtOneInTen() {
    pace.widen();
    pace.stayClose();
    looksIn(200, false);
    assertThat(looksIn(400, false)).isEqualTo(40);
    pace.looks(true);
    assertThat(pace.sleep(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(1020));
  }

  @Test
  void forASecondAfterSomethingHasHappenedEveryTurnLooks() {
    looksIn(25, false);
    pace.stir();
    assertThat(looksIn(9, false)).isEqualTo(9);
    assertThat(looksIn(20, false)).isEqualTo(2);
  }

  @Test
  void aCalmLoopSleepsUntilALittleAfterWhatIsDue() {
    assertThat(pace.sleep(500_000_000)).isEqualTo(Duration.ofMillis(520));
    assertThat(pace.sleep(-1)).isEqualTo(TaskClock.TICK);
    assertThat(pace.sleep(5_000_000_000L)).isEqualTo(Duration.ofMillis(1020));
    pace.widen();
    looksIn(100, false);
    pace.looks(true);
    assertThat(pace.sleep(5_000_000_000L)).isEqualTo(Duration.ofMillis(4020));
    assertThat(pace.sleep(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(4020));
  }

  /** However often something else wakes it in between. */
  @Test
  void aCalmLoopSleepsNoLongerThanUntilItsNextLook() {
    pace.widen();
    looksIn(100, false);
    pace.looks(true);
    looksIn(39, false);
    assertThat(pace.sleep(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(120));
  }

  @Test
  void whatIsRestlessIsLookedAtAtEveryTurn() {
    looksIn(25, false);
    assertThat(looksIn(30, true)).isEqualTo(30);
  }
}
