package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StateMethodTest {
  private static final BigInteger GIB = BigInteger.ONE.shiftLeft(30);

  @ParameterizedTest
  @CsvSource({
    "STATEVECTOR, 1, 16, 32",
    "STATEVECTOR, 1, 8, 16",
    "STATEVECTOR, 34, 16, 274877906944",
    "STATEVECTOR, 60, 16, 18446744073709551616",
    "TRAJECTORIES, 10, 8, 8192",
    "DENSITY_MATRIX, 1, 16, 64",
    "UNITARY, 60, 16, 21267647932558653966460912964485513216"
  })
  void aDenseStateHasTwoOrFourTimesTheSizeWithEachQubit(
      StateMethod method, int qubits, int bytes, BigInteger expected) {
    assertThat(method.denseBytes(qubits, bytes)).isEqualTo(expected);
  }

  @Test
  void nothingOverflowsAndNoNumberOfQubitsTakesMemoryForItself() {
    assertThat(StateMethod.DENSITY_MATRIX.denseBytes(1024, 16))
        .isEqualTo(BigInteger.TWO.pow(2 * 1024 + 4));
    assertThat(StateMethod.UNITARY.denseBytes(Integer.MAX_VALUE, 16).bitLength()).isLessThan(9000);
  }

  @ParameterizedTest
  @CsvSource({
    "STATEVECTOR, 16, 28",
    "STATEVECTOR, 8, 29",
    "DENSITY_MATRIX, 16, 14",
    "UNITARY, 8, 14"
  })
  void whatFitsLeavesSomethingForTheProgram(StateMethod method, int bytes, int qubits) {
    assertThat(method.mostQubits(GIB.shiftLeft(3), bytes)).isEqualTo(qubits);
  }

  @Test
  void whereNotEvenOneQubitFitsItIsNone() {
    assertThat(StateMethod.STATEVECTOR.mostQubits(BigInteger.valueOf(32), 16)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"SPARSE", "STABILIZER", "MATRIX_PRODUCT_STATE", "TENSOR_NETWORK"})
  void ofTheOthersNoSizeFollowsFromTheQubits(StateMethod method) {
    assertThat(method.isDense()).isFalse();
    assertThatThrownBy(() -> method.denseBytes(3, 16)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void eachHasItsName(StateMethod method) {
    assertThat(StateMethod.named(method.word())).contains(method);
    assertThat(StateMethod.named(method.name())).contains(method);
    assertThat(StateMethod.words()).hasSize(8).contains(method.word());
    assertThat(StateMethod.named("state vector")).isEmpty();
  }
}
