package net.boincwrapper.cli.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.boincwrapper.job.StateMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {
  @ParameterizedTest
  @CsvSource({
    // 8 x 2^k x 2^n
    "STATEVECTOR, 1, 1, 1, 32",
    "STATEVECTOR, 1, 2, 1, 32",
    "STATEVECTOR, 10, 1, 3, 49152",
    "STATEVECTOR, 10, 2, 1, 32768",
    "STATEVECTOR, 10, 5, 1, 32768",
    "TRAJECTORIES, 10, 2, 1, 32768",
    // 8 x 2^k x 4^n, and from both sides
    "UNITARY, 10, 1, 1, 16777216",
    "DENSITY_MATRIX, 10, 1, 1, 33554432"
  })
  void aGateMultipliesItsMatrixWithTheState(
      StateMethod method, int qubits, int on, long gates, long operations) {
    assertThat(Operations.gates(method, qubits, on, gates)).isEqualTo(operations);
  }

  @Test
  void nothingOverflows() {
    assertThat(Operations.gates(StateMethod.STATEVECTOR, 60, 2, Long.MAX_VALUE))
        .isEqualTo(BigInteger.TWO.pow(65).multiply(BigInteger.valueOf(Long.MAX_VALUE)));
    assertThat(Operations.gates(StateMethod.UNITARY, 1024, 1, 1))
        .isEqualTo(BigInteger.TWO.pow(2 * 1024 + 4));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "50, 1263", "1024, 524544", "1000000000, 500000000250000000"})
  void aTableauHasTwoNRowsOfTwoNBitsAndASign(int qubits, long bytes) {
    assertThat(Needs.tableau(qubits)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"1, 1e0", "999, 1e3", "1000, 1e3", "1001, 1.1e3", "860000000000000, 8.6e14"})
  void aLargeNumberIsRoundedUp(BigDecimal number, String shown) {
    assertThat(Bounds.scientific(number)).isEqualTo(shown);
  }
}
