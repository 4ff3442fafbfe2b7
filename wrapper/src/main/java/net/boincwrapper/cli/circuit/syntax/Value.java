package net.boincwrapper.cli.circuit.syntax;

import java.util.List;

/** What an expression comes to. */
public sealed interface Value {
  /** An int or a uint. */
  record Int(long is) implements Value {}

  /** A float or an angle. */
  record Real(double is) implements Value {}

  record Bool(boolean is) implements Value {}

  /**
   * A register of bits.
   *
   * @param bits the least significant is bit 0
   * @param width at most 63
   */
  record Bits(long bits, int width) implements Value {}

  record Items(List<Value> items) implements Value {}

  /** Known only when the circuit runs, or not computed here. */
  record Unknown(Place place, String reason) implements Value {}

  static Value of(boolean is) {
    return new Bool(is);
  }

  default boolean isKnown() {
    return !(this instanceof Unknown);
  }
}
