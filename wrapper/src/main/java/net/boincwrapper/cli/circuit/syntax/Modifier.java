package net.boincwrapper.cli.circuit.syntax;

import org.jspecify.annotations.Nullable;

/**
 * {@code inv}, {@code pow(k)}, {@code ctrl(n)} or {@code negctrl(n)} before a gate.
 *
 * @param argument exponent, or number of controls; null: not given, which is one control
 */
public record Modifier(Kind kind, @Nullable Expression argument, Place place) {
  public enum Kind {
    INV,
    POW,
    CTRL,
    NEGCTRL
  }
}
