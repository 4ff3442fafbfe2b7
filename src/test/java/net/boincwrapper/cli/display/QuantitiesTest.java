package net.boincwrapper.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({"0, 0:00", "59, 0:59", "65, 1:05", "3599, 59:59", "3600, 1:00:00", "90061, 25:01:01"})
  void timesAreAsOnAStopWatch(long seconds, String shown) {
    assertThat(Quantities.duration(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "84410368, 80.5 MiB",
    "2147483648, 2.0 GiB",
    "1125899906842624, 1024.0 TiB"
  })
  void bytesHaveTheUnitThatKeepsThemShort(long bytes, String shown) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"1, 1 CPU", "2, 2 CPUs", "0.5, 0.50 CPUs"})
  void oneCpuIsSingular(double cpus, String shown) {
    assertThat(Quantities.cpus(cpus)).isEqualTo(shown);
  }
}
