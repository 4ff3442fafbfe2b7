package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvgTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "20, 20",
    "0.5, 0.5",
    "0.1, 0.1",
    "0.30000000000000004, 0.3",
    "1e-3, 0.001",
    "1000, 1000",
    "-0.5, -0.5",
    "120, 120"
  })
  void numbersOnAnAxisAreShort(double value, String written) {
    assertThat(Svg.number(value)).isEqualTo(written);
  }
}
