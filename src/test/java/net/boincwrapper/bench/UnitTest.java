package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "0.0123, 0.012",
    "0.0996, 0.100",
    "0.456, 0.46",
    "3.14159, 3.14",
    "31.4159, 31.4",
    "314.159, 314",
    "-0.5, -0.50",
    "0, 0.000"
  })
  void figuresHaveAboutThreeDigits(double value, String written) {
    assertThat(Unit.SECONDS.write(value)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"999, 999 B", "1000, 1 kB", "250000000, 250 MB", "1000000000, 1 GB", "2e15, 2000 TB"})
  void sizesAreInTheLargestUnitThatFits(double value, String written) {
    assertThat(Unit.BYTES.write(value)).isEqualTo(written);
  }

  @Test
  void tasksAreCounted() {
    assertThat(Unit.TASKS.write(16)).isEqualTo("16");
  }
}
