package net.boincwrapper.cli.circuit;

import java.util.List;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Value;

/**
 * One gate on its qubits.
 *
 * @param controls of all its modifiers together; a power or an inverse of a controlled gate is the
 *     controlled power or inverse
 * @param powers those of its modifiers, the innermost first; an inverse is the power -1
 * @param arguments the angles
 * @param qubits controls first; {@link Operands#SOMEWHERE} where it is not known which
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
record Application(
    Place place,
    Symbol.Gate gate,
    int controls,
    List<Value> powers,
    List<Value> arguments,
    int[] qubits) {

  Application on(int[] others) {
    return new Application(place, gate, controls, powers, arguments, others);
  }

  Application controlled(int more) {
    return more == 0
        ? this
        : new Application(place, gate, controls + more, powers, arguments, qubits);
  }
}
