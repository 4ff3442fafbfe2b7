package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "17,17",
    "17b,17",
    "1k,1024",
    "512m,536870912",
    "64MiB,67108864",
    "2g,2147483648",
    "1.5G,1610612736",
    "0.001k,1",
    "1.999999999,1",
    "1 kb,1024",
    "1T,1099511627776",
    "1p,1125899906842624"
  })
  void sizesAreReadAsDockerReadsThem(String written, long bytes) {
    assertThat(Sizes.parse(written)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "g", "-1", "1x", "1,5g", "1gg", "2p", "9999999999p", "0x10", "1e3", "²"})
  void whatIsNoSizeIsNone(String written) {
    assertThat(Sizes.parse(written)).isEmpty();
  }

  @Test
  void sizesAreShownInTheirLargestUnit() {
    assertThat(Sizes.show(1023)).isEqualTo("1023 bytes");
    assertThat(Sizes.show(1536)).isEqualTo("1.5 KiB");
    assertThat(Sizes.show(256L << 20)).isEqualTo("256 MiB");
    assertThat(Sizes.show(BigInteger.ONE.shiftLeft(69))).isEqualTo("512 EiB");
    assertThat(Sizes.show(BigInteger.ONE.shiftLeft(70))).isEqualTo("more than 1024 EiB");
  }
}
