package net.boincwrapper.cli.circuit;

import net.boincwrapper.cli.circuit.syntax.Expression;

/** Bits of messages. */
final class Words {
  private Words() {}

  /** {@code 1 qubit}, {@code 2 qubits}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** An expression's name, for a message. */
  static String text(Expression expression) {
    if (expression instanceof Expression.Name name) {
      return name.name();
    }
    if (expression instanceof Expression.Hardware hardware) {
      return hardware.name();
    }
    return expression instanceof Expression.Indexed indexed ? text(indexed.base()) : "this";
  }
}
