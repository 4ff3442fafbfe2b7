package net.boincwrapper.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExactStateTest {
  @Test
  void aBellStateIsTheOneOfTheTextbooks() {
    ExactState bell = new ExactState(2).h(0).cx(0, 1);

    assertThat(bell.probability(0b00)).isCloseTo(0.5, within(1e-15));
    assertThat(bell.probability(0b11)).isCloseTo(0.5, within(1e-15));
    assertThat(bell.z(0)).isCloseTo(0, within(1e-15));
  }

  @Test
  void rotationsTurnByTheirAngle() {
    assertThat(new ExactState(1).rx(0.3, 0).z(0)).isCloseTo(Math.cos(0.3), within(1e-15));
    assertThat(new ExactState(1).h(0).rz(0.3, 0).h(0).z(0)).isCloseTo(Math.cos(0.3), within(1e-15));
  }

  @Test
  void qubitZeroIsTheRightmostBit() {
    ExactState state = new ExactState(3).rx(Math.PI, 0);

    assertThat(state.probability(1)).isCloseTo(1, within(1e-15));
    assertThat(state.bits(1)).isEqualTo("001");
  }
}
