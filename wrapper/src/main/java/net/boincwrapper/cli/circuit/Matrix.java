package net.boincwrapper.cli.circuit;

/**
 * A unitary matrix of a few qubits, dense. Bit i of a row's or column's number is qubit i, so that
 * the gate's first qubit is the least significant.
 */
final class Matrix {
  static final double EXACT = 1e-9;

  private final int size;
  private final double[] re;
  private final double[] im;

  Matrix(int size, double[] re, double[] im) {
    this.size = size;
    this.re = re;
    this.im = im;
  }

  static Matrix identity(int qubits) {
    int size = 1 << qubits;
    Matrix identity = new Matrix(size, new double[size * size], new double[size * size]);
    for (int i = 0; i < size; i++) {
      identity.re[i * size + i] = 1;
    }
    return identity;
  }

  int size() {
    return size;
  }

  double re(int row, int column) {
    return re[row * size + column];
  }

  double im(int row, int column) {
    return im[row * size + column];
  }

  /** The one whose product with this is the identity. */
  Matrix inverse() {
    Matrix inverse = new Matrix(size, new double[re.length], new double[im.length]);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        inverse.re[column * size + row] = re(row, column);
        inverse.im[column * size + row] = -im(row, column);
      }
    }
    return inverse;
  }

  Matrix times(Matrix right) {
    Matrix product = new Matrix(size, new double[re.length], new double[im.length]);
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < size; k++) {
        double a = re(row, k);
        double b = im(row, k);
        if (a != 0 || b != 0) {
          product.add(row, k, a, b, right);
        }
      }
    }
    return product;
  }

  private void add(int row, int k, double a, double b, Matrix right) {
    for (int column = 0; column < size; column++) {
      double c = right.re(k, column);
      double d = right.im(k, column);
      re[row * size + column] += a * c - b * d;
      im[row * size + column] += a * d + b * c;
    }
  }

  /** With controls, which come before the other qubits. */
  Matrix controlled(int controls) {
    int larger = size << controls;
    Matrix controlled =
        new Matrix(larger, new double[larger * larger], new double[larger * larger]);
    int all = (1 << controls) - 1;
    for (int i = 0; i < larger; i++) {
      if ((i & all) != all) {
        controlled.re[i * larger + i] = 1;
      }
    }
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int at = (row << controls | all) * larger + (column << controls | all);
        controlled.re[at] = re(row, column);
        controlled.im[at] = im(row, column);
      }
    }
    return controlled;
  }

  /** The same on some qubits of a larger matrix. */
  Matrix on(int[] qubits, int of) {
    int larger = 1 << of;
    int others = larger - 1;
    for (int qubit : qubits) {
      others &= ~(1 << qubit);
    }
    Matrix wide = new Matrix(larger, new double[larger * larger], new double[larger * larger]);
    for (int row = 0; row < larger; row++) {
      for (int column = 0; column < size; column++) {
        int spread = (row & others) | spread(column, qubits);
        wide.re[row * larger + spread] = re(gather(row, qubits), column);
        wide.im[row * larger + spread] = im(gather(row, qubits), column);
      }
    }
    return wide;
  }

  private static int spread(int number, int[] qubits) {
    int spread = 0;
    for (int i = 0; i < qubits.length; i++) {
      spread |= (number >> i & 1) << qubits[i];
    }
    return spread;
  }

  private static int gather(int number, int[] qubits) {
    int gathered = 0;
    for (int i = 0; i < qubits.length; i++) {
      gathered |= (number >> qubits[i] & 1) << i;
    }
    return gathered;
  }

  boolean isIdentity() {
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double expected = row == column ? 1 : 0;
        if (Math.hypot(re(row, column) - expected, im(row, column)) > EXACT) {
          return false;
        }
      }
    }
    return true;
  }
}
