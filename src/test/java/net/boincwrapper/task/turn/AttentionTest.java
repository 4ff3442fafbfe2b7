package net.boincwrapper.task.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private final FakeTaskClock clock = new FakeTaskClock();
  private final Mailbox nothing = new Mailbox();
  private final Attention attention = new Attention(clock);

  private int looksIn(int turns, boolean restless) {
    int looks = 0;
    for (int turn = 0; turn < turns; turn++) {
      clock.await(nothing);
      looks += attention.looks(restless) ? 1 : 0;
    }
    return looks;
  }

  @Test
  void inCalmOneTurnInTenLooks() {
    looksIn(10, false);
    assertThat(looksIn(400, false)).isEqualTo(40);
    attention.looks(true);
    assertThat(attention.sleep(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(1020));
  }

  @Test
  void whereSomebodyRingsItIsOneInFortyAfterAWhile() {
    attention.widen();
    looksIn(10, false);
    assertThat(looksIn(30, false)).isEqualTo(3);
    looksIn(60, false);
    assertThat(looksIn(400, false)).isEqualTo(10);
    attention.stir();
    looksIn(10, false);
    assertThat(looksIn(30, false)).isEqualTo(3);
  }

  @Test
  void whereThingsHappenOfWhichNobodyTellsItStaysAtOneInTen() {
    attention.widen();
    attention.stayClose();
    looksIn(200, false);
    assertThat(looksIn(400, false)).isEqualTo(40);
    attention.looks(true);
    assertThat(attention.sleep(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(1020));
  }

  @Test
  void forASecondAfterSomethingHasHappenedEveryTurnLooks() {
    looksIn(25, false);
    attention.stir();
    assertThat(looksIn(9, false)).isEqualTo(9);
    assertThat(looksIn(20, false)).isEqualTo(2);
  }

  @Test
  void aCalmLoopSleepsUntilALittleAfterWhatIsDue() {
    assertThat(attention.sleep(500_000_000)).isEqualTo(Duration.ofMillis(520));
    assertThat(attention.sleep(-1)).isEqualTo(TaskClock.TICK);
    assertThat(attention.sleep(5_000_000_000L)).isEqualTo(Duration.ofMillis(1020));
    attention.widen();
    looksIn(100, false);
    attention.looks(true);
    assertThat(attention.sleep(5_000_000_000L)).isEqualTo(Duration.ofMillis(4020));
    assertThat(attention.sleep(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(4020));
  }

  /** However often something else wakes it in between. */
  @Test
  void aCalmLoopSleepsNoLongerThanUntilItsNextLook() {
    attention.widen();
    looksIn(100, false);
    attention.looks(true);
    looksIn(39, false);
    assertThat(attention.sleep(Long.MAX_VALUE)).isEqualTo(Duration.ofMillis(120));
  }

  @Test
  void whatIsRestlessIsLookedAtAtEveryTurn() {
    looksIn(25, false);
    assertThat(looksIn(30, true)).isEqualTo(30);
  }
}
