package net.boincwrapper.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HomogeneityTest {
  private static Homogeneity of(Map<String, Long> a, Map<String, Long> b) {
    return Homogeneity.of(new ShotCounts(new TreeMap<>(a)), new ShotCounts(new TreeMap<>(b)));
  }

  /** A table of two by two by hand: 1000 shots each, 450 and 500 zeros. */
  @Test
  void twoOutcomes() {
    Homogeneity test = of(Map.of("0", 450L, "1", 550L), Map.of("0", 500L, "1", 500L));

    // Expected are 475 and 525: twice 25^2/475 and twice 25^2/525.
    assertThat(test.statistic()).isCloseTo(2 * 625 / 475.0 + 2 * 625 / 525.0, within(1e-12));
    assertThat(test.bins()).isEqualTo(2);
    // math.erfc(math.sqrt(x / 2)) of Python, for one degree of freedom.
    assertThat(test.p()).isCloseTo(0.02516448570, within(1e-11));
  }

  @Test
  void theCriticalValuesOfTheTables() {
    assertThat(new Homogeneity(2, 3.841458820694124).p()).isCloseTo(0.05, within(1e-12));
    assertThat(new Homogeneity(3, 5.991464547107979).p()).isCloseTo(0.05, within(1e-12));
    assertThat(new Homogeneity(6, 15.08627246938899).p()).isCloseTo(0.01, within(1e-12));
    assertThat(new Homogeneity(3, 0).p()).isEqualTo(1);
  }

  @Test
  void samplesOfTwoSizes() {
    Homogeneity test = of(Map.of("0", 50L, "1", 50L), Map.of("0", 600L, "1", 400L));

    // Expected of the first: 100 * 650 / 1100 zeros and 100 * 450 / 1100 ones; ten times of the
    // second.
    double zeros = 65000 / 1100.0;
    double ones = 45000 / 1100.0;
    double off = (zeros - 50) * (zeros - 50);
    assertThat(test.statistic())
        .isCloseTo(off / zeros + off / ones + off / (10 * zeros) + off / (10 * ones), within(1e-9));
  }

  @Test
  void outcomesWithFewerThanFiveExpectedShareABin() {
    // Of 01 and of 10, 2.5 and 3.5 are expected in each.
    Homogeneity test =
        of(
            Map.of("00", 500L, "01", 2L, "10", 4L, "11", 494L),
            Map.of("00", 500L, "01", 3L, "10", 3L, "11", 494L));

    assertThat(test.bins()).isEqualTo(3);
    assertThat(test.statistic()).isZero();
  }

  @Test
  void exactlyFiveAreEnough() {
    assertThat(of(Map.of("0", 5L, "1", 95L), Map.of("0", 5L, "1", 95L)).bins()).isEqualTo(2);
    assertThat(of(Map.of("0", 4L, "1", 96L), Map.of("0", 5L, "1", 95L)).bins()).isEqualTo(1);
  }

  @Test
  void theSmallerSampleDecidesWhatIsExpected() {
    // Of the rare outcome 1001 * 10 / 1010 are expected of the larger sample, but 0.99 * 10 of the
    // smaller.
    assertThat(of(Map.of("0", 5L, "1", 5L), Map.of("0", 500L, "1", 500L)).bins()).isEqualTo(2);
    assertThat(of(Map.of("0", 5L, "1", 4L), Map.of("0", 500L, "1", 400L)).bins()).isEqualTo(1);
  }

  @Test
  void whereFewAreExpectedOfEveryOutcomeThereIsOneBin() {
    assertThat(of(Map.of("0", 2L, "1", 2L), Map.of("0", 3L, "1", 1L)).bins()).isEqualTo(1);
  }
}
