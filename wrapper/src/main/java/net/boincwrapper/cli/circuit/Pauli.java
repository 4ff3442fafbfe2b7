package net.boincwrapper.cli.circuit;

/** Tells whether a unitary matrix maps Pauli operators to Pauli operators. */
final class Pauli {
  private Pauli() {}

  /** Clifford gates are those that do; X and Z of each qubit generate all others. */
  static boolean isPreservedBy(Matrix gate) {
    Matrix inverse = gate.inverse();
    for (int qubit = 0; 1 << qubit < gate.size(); qubit++) {
      if (!isPauli(gate.times(x(gate.size(), qubit)).times(inverse))
          || !isPauli(gate.times(z(gate.size(), qubit)).times(inverse))) {
        return false;
      }
    }
    return true;
  }

  private static Matrix x(int size, int qubit) {
    double[] re = new double[size * size];
    for (int i = 0; i < size; i++) {
      re[i * size + (i ^ 1 << qubit)] = 1;
    }
    return new Matrix(size, re, new double[size * size]);
  }

  private static Matrix z(int size, int qubit) {
    double[] re = new double[size * size];
    for (int i = 0; i < size; i++) {
      re[i * size + i] = (i >> qubit & 1) == 0 ? 1 : -1;
    }
    return new Matrix(size, re, new double[size * size]);
  }

  /**
   * A product of Pauli operators, whatever its phase, flips a fixed set of bits, and multiplies by
   * a sign that each of another set of bits changes.
   */
  private static boolean isPauli(Matrix matrix) {
    int flips = 0;
    while (flips < matrix.size() && !isOne(matrix, 0, flips)) {
      flips++;
    }
    if (flips == matrix.size()) {
      return false;
    }
    for (int row = 1; row < matrix.size(); row++) {
      int lowest = row & -row;
      int sign = sign(matrix, row, flips);
      if (sign == 0 || sign != sign(matrix, lowest, flips) * sign(matrix, row ^ lowest, flips)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOne(Matrix matrix, int row, int column) {
    return Math.abs(Math.hypot(matrix.re(row, column), matrix.im(row, column)) - 1) < Matrix.EXACT;
  }

  /** Of a row's element, as against the first row's: 1 or -1; 0: neither. */
  private static int sign(Matrix matrix, int row, int flips) {
    double re = matrix.re(row, row ^ flips);
    double im = matrix.im(row, row ^ flips);
    double firstRe = matrix.re(0, flips);
    double firstIm = matrix.im(0, flips);
    if (Math.hypot(re - firstRe, im - firstIm) < Matrix.EXACT) {
      return 1;
    }
    return Math.hypot(re + firstRe, im + firstIm) < Matrix.EXACT ? -1 : 0;
  }
}
