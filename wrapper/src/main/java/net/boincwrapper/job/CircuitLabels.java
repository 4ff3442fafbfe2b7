package net.boincwrapper.job;

/** Labels with which an image says what circuits it is made for. Others mean nothing here. */
public final class CircuitLabels {
  /** A {@link StateMethod}. */
  public static final String METHOD = "quantum.arch";

  /** Qubits of the state that the app makes. */
  public static final String QUBITS = "qubit.count";

  /** Most gate depth of a circuit. */
  public static final String DEPTH = "gate.depth.max";

  private CircuitLabels() {}
}
