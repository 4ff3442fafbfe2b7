package net.boincwrapper.task.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspendFilterTest {
  private final FakeTaskClock clock = new FakeTaskClock();
  private final SuspendFilter filter = new SuspendFilter(clock);

  private boolean lastsFor(double seconds) {
    Mailbox nothing = new Mailbox();
    boolean lasted = false;
    for (int turn = 0; turn < Math.round(seconds * 10); turn++) {
      clock.await(nothing);
      lasted |= filter.lasted();
    }
    return lasted;
  }

  @Test
  void withoutAQuotaASuspendIsObeyedAtOnce() {
    assertThat(filter.suspend(OptionalDouble.empty())).isTrue();
    assertThat(lastsFor(10)).isFalse();
  }

  /** Tasks of 25 % run in every fourth second. */
  @ParameterizedTest
  @CsvSource({"90, 1", "50, 1", "40, 2", "25, 3", "10, 9", "1, 99"})
  void aSuspendOfTheClientsThrottlingIsNotPassedOnAndALongerOneIs(double limit, int seconds) {
    for (int round = 0; round < 2; round++) {
      assertThat(filter.suspend(OptionalDouble.of(limit))).isFalse();
      assertThat(lastsFor(seconds + 0.5)).isFalse();
      filter.resume();
      assertThat(lastsFor(1)).isFalse();
    }
    assertThat(filter.suspend(OptionalDouble.of(limit))).isFalse();
    assertThat(lastsFor(seconds + 1)).isTrue();
    assertThat(lastsFor(5)).as("told once").isFalse();
  }
}
