package net.boincwrapper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusMessageTest {
  @Test
  void aTaskThatKnowsNothingStillReportsBothCpuTimes() {
    assertThat(StatusMessage.of(cpu(0, 0)))
        .isEqualTo(
            "<current_cpu_time>0</current_cpu_time>\n"
                + "<checkpoint_cpu_time>0</checkpoint_cpu_time>\n");
  }

  @Test
  void everythingKnownIsReported() {
    AppStatus status =
        new AppStatus(
            12.5,
            10,
            OptionalDouble.of(0.25),
            OptionalLong.of(123_456_789_012L),
            true,
            OptionalInt.of(2));

    assertThat(StatusMessage.of(status))
        .isEqualTo(
            """
            <current_cpu_time>12.5</current_cpu_time>
            <checkpoint_cpu_time>10</checkpoint_cpu_time>
            <fraction_done>0.25</fraction_done>
            <wss>123456789012</wss>
            <sporadic_ac>2</sporadic_ac>
            <want_network>1</want_network>
            """);
  }

  @Test
  void aTimeHasAtMostSixDecimalsAndNoExponent() {
    assertThat(StatusMessage.of(cpu(1.23456789e9, 0.0000004)))
        .contains("<current_cpu_time>1234567890</current_cpu_time>")
        .contains("<checkpoint_cpu_time>0</checkpoint_cpu_time>");
    assertThat(StatusMessage.of(cpu(1.0 / 3, 1e-5)))
        .contains("<current_cpu_time>0.333333</current_cpu_time>")
        .contains("<checkpoint_cpu_time>0.00001</checkpoint_cpu_time>");
  }

  @Test
  void aCheckpointTimeThatWentThroughTheClientIsReportedUnchanged() {
    String first = StatusMessage.of(cpu(0, 98765.4321987));
    double fromInitData =
        Double.parseDouble(
            String.format(
                Locale.ROOT, "%f", Tags.number(first, "checkpoint_cpu_time").getAsDouble()));

    assertThat(StatusMessage.of(cpu(0, fromInitData))).isEqualTo(first);
  }

  @Test
  void theLocaleOfTheHostDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(StatusMessage.of(cpu(1.5, 0))).contains("<current_cpu_time>1.5<");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.000001, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoFractionIsNotReported(double fraction) {
    AppStatus status =
        new AppStatus(
            1, 0, OptionalDouble.of(fraction), OptionalLong.empty(), false, OptionalInt.empty());

    assertThat(StatusMessage.of(status)).doesNotContain("fraction_done");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, Double.NaN, Double.POSITIVE_INFINITY})
  void aCpuTimeThatCannotBeIsABug(double seconds) {
    assertThatThrownBy(() -> cpu(seconds, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cpu(0, seconds)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLongestStatusFitsTheChannel() {
    AppStatus status =
        new AppStatus(
            1e15 + 0.123456,
            1e15 + 0.123456,
            OptionalDouble.of(0.123456),
            OptionalLong.of(Long.MAX_VALUE),
            true,
            OptionalInt.of(Integer.MIN_VALUE));

    assertThat(StatusMessage.of(status)).hasSizeLessThan(Channel.MAX_TEXT);
  }

  static AppStatus cpu(double seconds, double atCheckpoint) {
    return new AppStatus(
        seconds,
        atCheckpoint,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        false,
        OptionalInt.empty());
  }
}
