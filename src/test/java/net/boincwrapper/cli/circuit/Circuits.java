package net.boincwrapper.cli.circuit;

import java.util.Random;

/** Writes the circuits that people simulate, at any size. */
final class Circuits {
  private Circuits() {}

  private static StringBuilder begin(int qubits) {
    return new StringBuilder("OPENQASM 3;\ninclude \"stdgates.inc\";\n")
        .append("qubit[" + qubits + "] q;\nbit[" + qubits + "] c;\n");
  }

  static String ghz(int qubits) {
    StringBuilder text = begin(qubits).append("h q[0];\n");
    for (int i = 1; i < qubits; i++) {
      text.append("cx q[" + (i - 1) + "], q[" + i + "];\n");
    }
    return text.append("c = measure q;\n").toString();
  }

  /** The same in OpenQASM 2, gate by gate. */
  static String qft(int qubits) {
    StringBuilder text =
        new StringBuilder("OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[" + qubits + "];\n");
    for (int i = qubits - 1; i >= 0; i--) {
      text.append("h q[" + i + "];\n");
      for (int j = i - 1; j >= 0; j--) {
        text.append("cp(pi/" + (1L << Math.min(50, i - j)) + ") q[" + j + "],q[" + i + "];\n");
      }
    }
    return text.toString();
  }

  /** The Fourier transform as a definition, and back, by loops. */
  static String mirror(int qubits) {
    return begin(qubits)
        + """
        def qft(qubit[%1$d] r) {
          for int i in [%1$d - 1:-1:0] {
            h r[i];
            for int j in [i - 1:-1:0] { cp(pi / 2 ** (i - j)) r[j], r[i]; }
          }
        }
        def back(qubit[%1$d] r) {
          for int i in [0:%1$d - 1] {
            for int j in [0:i - 1] { inv @ cp(pi / 2 ** (i - j)) r[j], r[i]; }
            h r[i];
          }
        }
        qft(q);
        back(q);
        c = measure q;
        """
            .formatted(qubits);
  }

  /** Layers of a two-qubit gate on neighbours, which is defined by rotations. */
  static String ising(int qubits, int steps) {
    return begin(qubits)
        + """
        gate zz(a) x, y { cx x, y; rz(a) y; cx x, y; }
        for int step in [1:%d] {
          for int i in [0:2:%2$d - 2] { zz(0.1) q[i], q[i + 1]; }
          for int i in [1:2:%2$d - 2] { zz(0.1) q[i], q[i + 1]; }
          rx(0.2) q;
        }
        """
            .formatted(steps, qubits);
  }

  /** Random pairs, each with a gate of random angles, as quantum volume has them. */
  static String volume(int qubits, int layers, long seed) {
    Random random = new Random(seed);
    StringBuilder text =
        new StringBuilder("OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[" + qubits + "];\n");
    for (int layer = 0; layer < layers; layer++) {
      int shift = random.nextInt(qubits);
      for (int i = 0; i + 1 < qubits; i += 2) {
        int one = (i + shift) % qubits;
        int other = (i + 1 + shift) % qubits;
        text.append("u3(" + random.nextDouble() + ",0.1,0.2) q[" + one + "];\n");
        text.append("u3(0.3," + random.nextDouble() + ",0.4) q[" + other + "];\n");
        text.append("cx q[" + one + "],q[" + other + "];\n");
      }
    }
    return text.toString();
  }
}
