package net.boincwrapper.cli.preflight;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import net.boincwrapper.cli.circuit.Circuit;
import net.boincwrapper.cli.circuit.Count;
import net.boincwrapper.cli.circuit.Fact;
import net.boincwrapper.job.StateMethod;

/**
 * Floating-point operations of one shot, if nothing is fused and nothing skipped. A gate on k
 * qubits multiplies a matrix of 2^k x 2^k with each of the state's groups of 2^k amplitudes: 2^k
 * complex multiplications and additions for an amplitude, 8 operations each. OpenQASM's elementary
 * gates have at most two targets. Further qubits are controls, which make the work less, so more
 * than two count as two. A density matrix is multiplied from both sides.
 */
final class Operations {
  private static final int MULTIPLY_AND_ADD = 8;
  private static final int MOST_TARGETS = 2;

  private Operations() {}

  static Told<BigInteger> of(Figures figures, List<Circuit> circuits) {
    if (!figures.method().isKnown()) {
      return figures.method().stillUnknown();
    }
    StateMethod method = figures.method().get();
    if (!method.isDense()) {
      return Told.unknown(
          figures.method().origin(),
          method == StateMethod.STABILIZER
              ? "a stabiliser tableau is bits, which no floating-point operation changes"
              : "those of a " + method.shown() + " do not follow from the circuit's size");
    }
    return figures.qubits().isKnown()
        ? dense(method, figures, circuits)
        : figures.qubits().stillUnknown();
  }

  private static Told<BigInteger> dense(
      StateMethod method, Figures figures, List<Circuit> circuits) {
    BigInteger sum = BigInteger.ZERO;
    for (Circuit circuit : circuits) {
      if (circuit.elementary() instanceof Fact.Unknown<SortedMap<Integer, Count>> unknown) {
        return byGates(method, figures)
            .orElse(Told.unknown(Origin.whole(circuit.file()), Figures.reason(unknown)));
      }
      int qubits = circuit.qubits().value().orElse(figures.qubits().get());
      for (Map.Entry<Integer, Count> gates :
          circuit.elementary().value().orElseThrow().entrySet()) {
        sum = sum.add(gates(method, qubits, gates.getKey(), gates.getValue().most()));
      }
    }
    return circuits.isEmpty()
        ? byGates(method, figures).orElseGet(figures.gates()::stillUnknown)
        : Told.known(sum, Origin.whole(Figures.files(circuits)));
  }

  /** Of which kind they are is not known: as if each acted on two qubits. */
  private static Optional<Told<BigInteger>> byGates(StateMethod method, Figures figures) {
    return figures
        .gates()
        .value()
        .map(
            gates ->
                Told.known(
                    gates(method, figures.qubits().get(), MOST_TARGETS, gates),
                    figures.gates().origin()));
  }

  /** Of so many gates on so many qubits each. */
  static BigInteger gates(StateMethod method, int qubits, int onQubits, long gates) {
    int sides = method == StateMethod.DENSITY_MATRIX ? 2 : 1;
    return method
        .denseBytes(qubits, MULTIPLY_AND_ADD)
        .multiply(BigInteger.valueOf(sides))
        .shiftLeft(Math.min(onQubits, Math.min(qubits, MOST_TARGETS)))
        .multiply(BigInteger.valueOf(gates));
  }
}
