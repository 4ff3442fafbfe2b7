package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final FakeHostClock clock = new FakeHostClock();
  private String traces = "";
  private final Patience patience = new Patience(clock, LIMIT, () -> traces);

  @Test
  void anAppThatShowsNoSignOfLifeHangs() throws Exception {
    patience.said(new WrapperLine.Starting());

    assertThat(isOverAfter(Duration.ofSeconds(599))).isFalse();
    assertThat(isOverAfter(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  void progressCpuTimeAndOutputAreSigns() throws Exception {
    patience.said(new WrapperLine.Starting());
    clock.sleep(Duration.ofMinutes(9));
    patience.reported(status(0.6, OptionalDouble.empty()));
    assertThat(isOverAfter(Duration.ofMinutes(9))).isFalse();
    patience.reported(status(0.6, OptionalDouble.of(0.1)));
    assertThat(isOverAfter(Duration.ofMinutes(9))).isFalse();
    traces = "result.txt 12";
    assertThat(isOverAfter(Duration.ofSeconds(11))).isFalse();
    assertThat(isOverAfter(Duration.ofMinutes(9))).isFalse();
    assertThat(isOverAfter(Duration.ofMinutes(2))).isTrue();
  }

  /** A runtime that waits uses a little. */
  @Test
  void aLittleCpuTimeIsNoSign() throws Exception {
    patience.said(new WrapperLine.Starting());
    clock.sleep(Duration.ofMinutes(9));
    patience.reported(status(0.3, OptionalDouble.empty()));

    assertThat(isOverAfter(Duration.ofMinutes(2))).isTrue();
  }

  @Test
  void anImageMayTakeItsTimeAndSoMayTheClient() throws Exception {
    assertThat(isOverAfter(Duration.ofHours(2))).isFalse();

    patience.said(new WrapperLine.Starting());
    patience.left();

    assertThat(isOverAfter(Duration.ofHours(2))).isFalse();
  }

  private boolean isOverAfter(Duration time) throws InterruptedException {
    clock.sleep(time);
    return patience.isOver();
  }

  private static AppStatus status(double cpuSeconds, OptionalDouble fraction) {
    return new AppStatus(cpuSeconds, 0, fraction, OptionalLong.empty(), false, OptionalInt.empty());
  }
}
