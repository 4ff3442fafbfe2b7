package net.boincwrapper.sdk;

/**
 * The state of a few qubits, by the definition of each gate and nothing else: what the SDKs are
 * held against. Qubit 0 is the lowest bit of an index.
 */
final class ExactState {
  private final int qubits;
  private final double[] re;
  private final double[] im;

  /** All qubits in 0. */
  ExactState(int qubits) {
    this.qubits = qubits;
    this.re = new double[1 << qubits];
    this.im = new double[1 << qubits];
    re[0] = 1;
  }

  ExactState h(int qubit) {
    double c = Math.sqrt(0.5);
    return apply(qubit, c, 0, c, 0, c, 0, -c, 0);
  }

  ExactState rx(double angle, int qubit) {
    double c = Math.cos(angle / 2);
    double s = Math.sin(angle / 2);
    return apply(qubit, c, 0, 0, -s, 0, -s, c, 0);
  }

  ExactState rz(double angle, int qubit) {
    double c = Math.cos(angle / 2);
    double s = Math.sin(angle / 2);
    return apply(qubit, c, -s, 0, 0, 0, 0, c, s);
  }

  ExactState cx(int control, int target) {
    for (int i = 0; i < re.length; i++) {
      if ((i >> control & 1) == 1 && (i >> target & 1) == 0) {
        swap(i, i | 1 << target);
      }
    }
    return this;
  }

  private void swap(int i, int j) {
    double r = re[i];
    double m = im[i];
    re[i] = re[j];
    im[i] = im[j];
    re[j] = r;
    im[j] = m;
  }

  /** The matrix ((a, b), (c, d)), each number by its real and imaginary part. */
  private ExactState apply(
      int qubit,
      double ar,
      double ai,
      double br,
      double bi,
      double cr,
      double ci,
      double dr,
      double di) {
    for (int i = 0; i < re.length; i++) {
      if ((i >> qubit & 1) == 0) {
        int j = i | 1 << qubit;
        double xr = re[i];
        double xi = im[i];
        double yr = re[j];
        double yi = im[j];
        re[i] = ar * xr - ai * xi + br * yr - bi * yi;
        im[i] = ar * xi + ai * xr + br * yi + bi * yr;
        re[j] = cr * xr - ci * xi + dr * yr - di * yi;
        im[j] = cr * xi + ci * xr + dr * yi + di * yr;
      }
    }
    return this;
  }

  double probability(int index) {
    return re[index] * re[index] + im[index] * im[index];
  }

  /** The expectation of Z of a qubit. */
  double z(int qubit) {
    double sum = 0;
    for (int i = 0; i < re.length; i++) {
      sum += (i >> qubit & 1) == 0 ? probability(i) : -probability(i);
    }
    return sum;
  }

  /** As Qiskit prints an index: qubit 0 is the rightmost. */
  String bits(int index) {
    String binary = Integer.toBinaryString(index);
    return "0".repeat(qubits - binary.length()) + binary;
  }

  int size() {
    return re.length;
  }
}
