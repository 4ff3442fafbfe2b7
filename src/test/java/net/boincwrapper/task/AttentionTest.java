package net.boincwrapper.task;

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
    assertThat(looksIn(100, false)).isEqualTo(10);
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
    assertThat(Attention.sleepFor(500_000_000)).isEqualTo(Duration.ofMillis(520));
    assertThat(Attention.sleepFor(-1)).isEqualTo(TaskClock.TICK);
    assertThat(Attention.sleepFor(5_000_000_000L)).isEqualTo(Attention.SLEEP);
  }

  @Test
  void whatIsRestlessIsLookedAtAtEveryTurn() {
    looksIn(25, false);
    assertThat(looksIn(30, true)).isEqualTo(30);
  }
}
