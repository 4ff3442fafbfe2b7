package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void aLongTaskIsToldInPerCent() {
    assertThat(pace(3600, 0.62)).isEqualTo("62 % of the task an hour, 1:36:46 for the whole");
  }

  @Test
  void shortTasksAreCounted() {
    assertThat(pace(60, 1)).isEqualTo("60.0 such tasks an hour, 1:00 for the whole");
  }

  @Test
  void anAppThatDoesNotTellOrIsOverAtOnceHasNone() {
    assertThat(Pace.of(List.of())).isEmpty();
    assertThat(Pace.of(List.of(sample(0, 0), sample(60, 0)))).isEmpty();
    assertThat(Pace.of(List.of(sample(0, 0), sample(1, 1)))).isEmpty();
  }

  private static String pace(int seconds, double done) {
    return Pace.of(List.of(sample(0, 0), sample(seconds, done))).orElseThrow().text();
  }

  private static RunSample sample(int second, double done) {
    return new RunSample(Duration.ofSeconds(second), 0, 0, 0, done, 0);
  }
}
