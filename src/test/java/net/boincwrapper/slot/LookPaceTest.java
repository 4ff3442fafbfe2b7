package net.boincwrapper.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookPaceTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private long now = 12_345;
  private final LookPace pace = new LookPace(now);

  @Test
  void aClientThatWritesNowAndThenIsNeverLookedAtLate() {
    for (int rewrite = 0; rewrite < 1000; rewrite++) {
      now += 1000 * MILLI;
      for (int look = 0; look < 12; look++) {
        assertThat(pace.gap()).isZero();
        look(MILLI);
      }
    }
  }

  @Test
  void norIsABurst() {
    for (int look = 0; look < 250; look++) {
      assertThat(pace.gap()).isZero();
      look(MILLI);
    }
  }

  @Test
  void whatNeverEndsCostsABoundedShareOfTheTime() {
    long begun = now;
    long spent = 0;
    while (now - begun < 60_000 * MILLI) {
      now += pace.gap();
      look(MILLI / 4);
      spent += MILLI / 4;
    }
    assertThat(spent / (double) (now - begun)).isBetween(0.02, 0.06);
  }

  @Test
  void butNoLookComesLaterThanAFewHundredthsOfASecond() {
    for (int look = 0; look < 10_000; look++) {
      look(20 * MILLI);
      assertThat(pace.gap()).isLessThanOrEqualTo(50 * MILLI);
    }
  }

  @Test
  void whenItIsOverLooksAreAtOnceAgain() {
    for (int look = 0; look < 10_000; look++) {
      look(MILLI);
    }
    assertThat(pace.gap()).isPositive();
    now += 11_000 * MILLI;
    look(MILLI);
    assertThat(pace.gap()).isZero();
  }

  private void look(long cost) {
    now += cost;
    pace.looked(cost, now);
  }
}
