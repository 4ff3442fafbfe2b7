package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void figuresOfOneKindLieOnALinearScaleFromZero() {
    Scale scale = Scale.of(30, 60);

    assertThat(scale.logarithmic()).isFalse();
    assertThat(scale.position(0)).isZero();
    assertThat(scale.position(60)).isLessThan(1).isGreaterThan(0.9);
    assertThat(scale.ticks()).containsExactly(0.0, 20.0, 40.0, 60.0);
  }

  @Test
  void figuresFarApartLieOnALogarithmicScale() {
    Scale scale = Scale.of(0.02, 9);

    assertThat(scale).isEqualTo(new Scale(0.01, 10, true));
    assertThat(scale.position(0.1)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(scale.position(0)).isZero();
    assertThat(scale.ticks()).hasSize(4);
  }

  @Test
  void powersOfTenAreTheirOwnBounds() {
    assertThat(Scale.logarithmic(1e6, 1e9)).isEqualTo(new Scale(1e6, 1e9, true));
  }

  @Test
  void aSinglePowerOfTenStillHasALength() {
    assertThat(Scale.logarithmic(10, 10)).isEqualTo(new Scale(10, 100, true));
  }

  @Test
  void noiseBelowZeroIsShown() {
    Scale scale = Scale.of(-0.5, 2);

    assertThat(scale.position(-0.5)).isZero();
    assertThat(scale.position(2)).isBetween(0.9, 1.0);
    assertThat(scale.ticks()).isEqualTo(List.of(0.0, 1.0, 2.0));
  }

  @Test
  void nothingButZeroHasALength() {
    assertThat(Scale.of(0, 0).position(0)).isZero();
  }
}
