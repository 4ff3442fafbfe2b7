package net.boincwrapper.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
  @Test
  void numbersAreEven() {
    assertThat(Ticks.of(2.3, 4, Unit.CPUS)).containsExactly(0.0, 1.0, 2.0);
    assertThat(Ticks.of(1, 4, Unit.SHARE)).containsExactly(0.0, 0.5, 1.0);
    assertThat(Ticks.of(930, 4, Unit.COUNT)).containsExactly(0.0, 500.0);
  }

  @Test
  void bytesGoByPowersOfTwo() {
    assertThat(Ticks.of(100 << 20, 4, Unit.BYTES))
        .containsExactly(0.0, 32.0 * (1 << 20), 64.0 * (1 << 20), 96.0 * (1 << 20));
  }

  @Test
  void timeGoesByWhatClocksShow() {
    assertThat(Ticks.ofTime(75, 6)).containsExactly(0.0, 15.0, 30.0, 45.0, 60.0, 75.0);
    assertThat(Ticks.ofTime(30 * 86400.0, 6)).hasSizeBetween(3, 7);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "0.5, 0.5 s", "45, 45 s", "90, 1:30", "7200, 2:00:00"})
  void timeIsWrittenShort(double seconds, String text) {
    assertThat(Ticks.time(seconds)).isEqualTo(text);
  }
}
