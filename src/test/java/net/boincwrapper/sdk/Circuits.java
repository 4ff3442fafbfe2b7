package net.boincwrapper.sdk;

import java.util.Locale;
import java.util.Random;

/** Small circuits in OpenQASM 2 whose right answers are known, or computed beside them. */
final class Circuits {
  private Circuits() {}

  private static StringBuilder begin(int qubits) {
    return new StringBuilder("OPENQASM 2.0;\ninclude \"qelib1.inc\";\n")
        .append("qreg q[" + qubits + "];\ncreg c[" + qubits + "];\n");
  }

  /** All qubits alike, in 0 and in 1 with the same probability; measured. */
  static String ghz(int qubits) {
    StringBuilder text = begin(qubits).append("h q[0];\n");
    for (int i = 1; i < qubits; i++) {
      text.append("cx q[" + (i - 1) + "], q[" + i + "];\n");
    }
    return text.append("measure q -> c;\n").toString();
  }

  /** The quantum Fourier transform of a basis state, and its inverse: that basis state again. */
  static String qftAndMirror(int qubits, int basisState) {
    StringBuilder text = begin(qubits);
    for (int i = 0; i < qubits; i++) {
      text.append((basisState >> i & 1) == 1 ? "x q[" + i + "];\n" : "");
    }
    for (int i = qubits - 1; i >= 0; i--) {
      text.append("h q[" + i + "];\n");
      for (int j = i - 1; j >= 0; j--) {
        text.append("cu1(pi/" + (1L << (i - j)) + ") q[" + j + "], q[" + i + "];\n");
      }
    }
    for (int i = 0; i < qubits; i++) {
      for (int j = 0; j < i; j++) {
        text.append("cu1(-pi/" + (1L << (i - j)) + ") q[" + j + "], q[" + i + "];\n");
      }
      text.append("h q[" + i + "];\n");
    }
    return text.toString();
  }

  /**
   * Rotations by random angles, and random pairs of qubits.
   *
   * @param exact all qubits in 0; at the end, the state that the circuit leads to
   */
  static String random(int qubits, int gates, long seed, ExactState exact) {
    Random random = new Random(seed);
    StringBuilder text = begin(qubits);
    for (int gate = 0; gate < gates; gate++) {
      int qubit = random.nextInt(qubits);
      int other = (qubit + 1 + random.nextInt(qubits - 1)) % qubits;
      double angle = random.nextInt(6_000) / 1_000.0;
      switch (random.nextInt(4)) {
        case 0 -> {
          text.append("h q[" + qubit + "];\n");
          exact.h(qubit);
        }
        case 1 -> {
          text.append(String.format(Locale.ROOT, "rx(%.3f) q[%d];%n", angle, qubit));
          exact.rx(angle, qubit);
        }
        case 2 -> {
          text.append(String.format(Locale.ROOT, "rz(%.3f) q[%d];%n", angle, qubit));
          exact.rz(angle, qubit);
        }
        default -> {
          text.append("cx q[" + qubit + "], q[" + other + "];\n");
          exact.cx(qubit, other);
        }
      }
    }
    return text.toString();
  }

  /** Rotations of each qubit and a chain of cx, again and again: its cost is known, no more. */
  static String layers(int qubits, int layers) {
    StringBuilder text = begin(qubits);
    for (int layer = 0; layer < layers; layer++) {
      for (int i = 0; i < qubits; i++) {
        text.append("rx(0." + (layer % 9 + 1) + ") q[" + i + "];\n");
        text.append(i == 0 ? "" : "cx q[" + (i - 1) + "], q[" + i + "];\n");
      }
    }
    return text.append("measure q -> c;\n").toString();
  }
}
