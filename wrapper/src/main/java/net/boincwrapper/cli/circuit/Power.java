package net.boincwrapper.cli.circuit;

/** Powers of the matrix of one qubit that are no whole numbers. */
final class Power {
  private Power() {}

  /** The principal power: each eigenvalue's phase, between -pi and pi, is multiplied. */
  static Matrix of(Matrix matrix, double exponent) {
    double a = matrix.re(0, 0);
    double b = matrix.im(0, 0);
    double detRe = a * matrix.re(1, 1) - b * matrix.im(1, 1) - product(matrix);
    double detIm = a * matrix.im(1, 1) + b * matrix.re(1, 1) - productIm(matrix);
    double mean = Math.atan2(detIm, detRe) / 2;
    double cos =
        (Math.cos(mean) * (a + matrix.re(1, 1)) + Math.sin(mean) * (b + matrix.im(1, 1))) / 2;
    double half = Math.acos(Math.max(-1, Math.min(1, cos)));
    double first = within(mean + half) * exponent;
    double second = within(mean - half) * exponent;
    if (Math.abs(Math.sin(half)) < Matrix.EXACT) {
      return combine(matrix, 0, 0, Math.cos(first), Math.sin(first));
    }
    // matrix = e^(i mean) (cos(half) + i sin(half) n), where n has the eigenvalues 1 and -1.
    double sumRe = (Math.cos(first) + Math.cos(second)) / 2;
    double sumIm = (Math.sin(first) + Math.sin(second)) / 2;
    double differenceRe = (Math.cos(first) - Math.cos(second)) / 2;
    double differenceIm = (Math.sin(first) - Math.sin(second)) / 2;
    // n = (e^(-i mean) matrix - cos(half)) / (i sin(half))
    double sin = Math.sin(half);
    double factorRe = -Math.sin(mean) / sin;
    double factorIm = -Math.cos(mean) / sin;
    double scaleRe = differenceRe * factorRe - differenceIm * factorIm;
    double scaleIm = differenceRe * factorIm + differenceIm * factorRe;
    double offset = Math.cos(half) / sin;
    return combine(
        matrix, scaleRe, scaleIm, sumRe - differenceIm * offset, sumIm + differenceRe * offset);
  }

  private static double product(Matrix m) {
    return m.re(0, 1) * m.re(1, 0) - m.im(0, 1) * m.im(1, 0);
  }

  private static double productIm(Matrix m) {
    return m.re(0, 1) * m.im(1, 0) + m.im(0, 1) * m.re(1, 0);
  }

  private static double within(double phase) {
    double turn = 2 * Math.PI;
    double within = phase - turn * Math.floor((phase + Math.PI) / turn);
    return within + Math.PI < Matrix.EXACT ? within + turn : within;
  }

  /** A multiple of the matrix and a multiple of the identity. */
  private static Matrix combine(Matrix m, double re, double im, double oneRe, double oneIm) {
    double[] real = new double[4];
    double[] imaginary = new double[4];
    for (int i = 0; i < 4; i++) {
      int row = i / 2;
      int column = i % 2;
      boolean diagonal = row == column;
      real[i] = re * m.re(row, column) - im * m.im(row, column) + (diagonal ? oneRe : 0);
      imaginary[i] = re * m.im(row, column) + im * m.re(row, column) + (diagonal ? oneIm : 0);
    }
    return new Matrix(2, real, imaginary);
  }
}
