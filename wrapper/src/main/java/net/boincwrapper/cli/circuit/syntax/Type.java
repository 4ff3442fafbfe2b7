package net.boincwrapper.cli.circuit.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The type of a classical variable.
 *
 * @param width bits of a number, length of a register; null: not given
 */
public record Type(Kind kind, @Nullable Expression width) {
  public enum Kind {
    BIT,
    BOOL,
    INT,
    UINT,
    FLOAT,
    ANGLE,
    ARRAY,
    /** Durations and complex numbers, which decide nothing that is counted. */
    OTHER,
    /** A qubit or a register of them, as the argument of a subroutine. */
    QUBIT
  }
}
