package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void theMedianOfAnOddNumberIsTheOneInTheMiddleWhateverTheOrder() {
    assertThat(Summary.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Summary(3, 2, 1, 9));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Summary.of(List.of(4.0, 1.0, 100.0, 2.0))).isEqualTo(new Summary(4, 3, 1, 100));
  }

  @Test
  void oneSampleIsItsOwnMedianAndRange() {
    assertThat(Summary.of(List.of(0.3))).isEqualTo(new Summary(1, 0.3, 0.3, 0.3));
  }

  @Test
  void nothingMeasuredHasNoSummary() {
    assertThatThrownBy(() -> Summary.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void loadThatStrikesBothOfAPairLeavesTheirRatioAlone() {
    Summary ratio = Summary.ofRatios(List.of(1.2, 12.0, 2.4), List.of(1.0, 10.0, 2.0));

    assertThat(ratio.median()).isCloseTo(1.2, within(1e-9));
    assertThat(ratio.high() - ratio.low()).isCloseTo(0, within(1e-9));
  }

  @Test
  void whatHasNoPartnerIsLeftOutOfTheRatios() {
    assertThat(Summary.ofRatios(List.of(3.0, 8.0, 7.0), List.of(1.0, 2.0)).count()).isEqualTo(2);
  }
}
