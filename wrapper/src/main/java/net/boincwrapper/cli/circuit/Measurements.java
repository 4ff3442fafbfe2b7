package net.boincwrapper.cli.circuit;

import java.util.Arrays;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Statement;
import org.jspecify.annotations.Nullable;

/** Measures qubits, and resets, delays and aligns them. */
final class Measurements {
  private final Walk walk;
  private final Operands operands;

  Measurements(Walk walk, Operands operands) {
    this.walk = walk;
    this.operands = operands;
  }

  /**
   * Measures into bits.
   *
   * @param bits their paths; null: the result is not kept in bits
   */
  void into(Expression.Measure measure, int @Nullable [] bits) {
    Symbol.@Nullable Quantum measured = operands.of(measure.operand());
    if (measured == null || !isAllowed(measure.place(), "a measurement")) {
      return;
    }
    int[] qubits = measured.qubits();
    if (bits != null && bits.length > 0 && bits.length != qubits.length) {
      walk.faults.add(
          measure.place(),
          Words.count(qubits.length, "qubit")
              + " cannot be measured into "
              + Words.count(bits.length, "bit"));
      return;
    }
    for (int i = 0; i < qubits.length; i++) {
      walk.steps.take();
      int bit = bits == null || bits.length == 0 ? -1 : bits[i];
      walk.effects.measure(measure.place(), qubits[i], bit, walk.condition);
    }
  }

  void reset(Statement.Reset reset) {
    Symbol.@Nullable Quantum qubits = operands.of(reset.operand());
    if (qubits != null && isAllowed(reset.place(), "a reset")) {
      for (int qubit : qubits.qubits()) {
        walk.steps.take();
        walk.effects.reset(reset.place(), qubit, walk.condition);
      }
    }
  }

  /** Each qubit waits by itself. */
  void delay(Statement.Delay delay) {
    for (Expression operand : delay.operands()) {
      Symbol.@Nullable Quantum qubits = operands.of(operand);
      if (qubits != null) {
        for (int qubit : qubits.qubits()) {
          walk.steps.take();
          walk.effects.delay(delay.place(), new int[] {qubit}, walk.condition);
        }
      }
    }
  }

  void barrier(Statement.Barrier barrier, int[] every) {
    int[] qubits =
        barrier.operands().isEmpty()
            ? every
            : barrier.operands().stream()
                .map(operands::of)
                .flatMapToInt(
                    found ->
                        found == null ? Arrays.stream(new int[0]) : Arrays.stream(found.qubits()))
                .toArray();
    walk.steps.take(1 + qubits.length / 8);
    walk.effects.barrier(qubits);
  }

  private boolean isAllowed(Place place, String what) {
    if (walk.inGate) {
      walk.faults.add(place, what + " cannot be part of a gate");
    }
    return !walk.inGate;
  }
}
