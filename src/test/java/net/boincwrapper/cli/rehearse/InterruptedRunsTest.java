package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InterruptedRunsTest {
  @Test
  void anAuthorIsToldHowLongItWillTake() {
    assertThat(InterruptedRuns.outlook(8, Duration.ofSeconds(100)))
        .isEqualTo("8 interrupted runs follow, about 14 min in all");
    assertThat(InterruptedRuns.outlook(1, Duration.ofMillis(900)))
        .isEqualTo("one interrupted run follows, about 1 s in all");
  }
}
