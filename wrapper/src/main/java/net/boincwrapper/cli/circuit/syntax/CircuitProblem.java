package net.boincwrapper.cli.circuit.syntax;

/**
 * Something wrong with an OpenQASM file, or with one that it includes.
 *
 * @param message what is wrong, and a hint
 */
public record CircuitProblem(Place place, String message) {
  /** {@code circuit.qasm:7:12: …}. */
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
