package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunBoundsTest {
  @Test
  void theTimeIsTheBoundOverTheSpeed() {
    RunBounds bounds = new RunBounds(1e13, 5e9, 1, 1, "in.xml", "out.xml");

    assertThat(bounds.time()).isEqualTo(Duration.ofSeconds(2000));
    assertThat(bounds.isTooSmallForTheClient()).isFalse();
  }

  @Test
  void aClientDoesNotBelieveInLessThanTwoMinutes() {
    assertThat(new RunBounds(5.99e11, 5e9, 1, 1, "in.xml", "out.xml").time())
        .isEqualTo(Duration.ofHours(12));
    assertThat(new RunBounds(1, 5e9, 1, 1, "in.xml", "out.xml").isTooSmallForTheClient()).isTrue();
    assertThat(new RunBounds(6e11, 5e9, 1, 1, "in.xml", "out.xml").time())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aBoundMayBeAsGoodAsNone() {
    assertThat(new RunBounds(1e300, 1, 1, 1, "in.xml", "out.xml").time())
        .isGreaterThan(Duration.ofDays(10_000));
  }

  @Test
  void numbersAreShort() {
    assertThat(List.of(8.64e13, 1e300, 5.0, 7.5, 1.0, 120.0, 0.00001))
        .extracting(RunBounds::number)
        .containsExactly("8.64e13", "1e300", "5", "7.5", "1", "120", "1e-05");
  }
}
