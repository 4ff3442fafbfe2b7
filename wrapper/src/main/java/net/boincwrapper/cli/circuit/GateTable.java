package net.boincwrapper.cli.circuit;

import java.util.Set;
import net.boincwrapper.cli.circuit.syntax.Statement;

/** The gates that the language has by itself, and which file has which others. */
final class GateTable {
  /** Rotates one qubit by any angles. */
  static final Symbol.Gate U = primitive("U", 3, 1);

  /** The other gate of OpenQASM 2; in OpenQASM 3 {@code stdgates.inc} has it. */
  static final Symbol.Gate CX = primitive("CX", 0, 2);

  static final Symbol.Gate PHASE = primitive(Statement.GateCall.GLOBAL_PHASE, 1, 0);

  /** The gates of {@code qelib1.inc} as the paper has it (arXiv 1707.03429, figure 9). */
  private static final Set<String> PAPER =
      Set.of(
          "u3", "u2", "u1", "cx", "id", "x", "y", "z", "h", "s", "sdg", "t", "tdg", "rx", "ry",
          "rz", "cz", "cy", "ch", "ccx", "crz", "cu1", "cu3");

  private GateTable() {}

  private static Symbol.Gate primitive(String name, int parameters, int qubits) {
    return new Symbol.Gate(name, parameters, qubits, true, null, Cost.one(qubits));
  }

  static boolean isOfThePaper(String gate) {
    return PAPER.contains(gate);
  }

  /** Declares what needs no include. */
  static void declare(Scope scope, Circuit.Dialect dialect) {
    scope.put(U.name(), U);
    if (dialect == Circuit.Dialect.QASM2) {
      scope.put(CX.name(), CX);
    }
  }
}
