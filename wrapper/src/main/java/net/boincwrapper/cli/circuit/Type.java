package net.boincwrapper.cli.circuit;

import org.jspecify.annotations.Nullable;

/**
 * The type of a classical variable.
 *
 * @param width bits of a number, length of a register; null: not given
 */
record Type(Kind kind, @Nullable Expression width) {
  enum Kind {
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
