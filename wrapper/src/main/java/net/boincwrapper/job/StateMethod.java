package net.boincwrapper.job;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a simulator of quantum circuits represents its state. */
public enum StateMethod {
  STATEVECTOR("state vector", 2),
  DENSITY_MATRIX("density matrix", 4),
  UNITARY("unitary", 4),
  /** One state vector at a time, as often as there are trajectories. */
  TRAJECTORIES("state vector of one trajectory", 2),
  /** Non-zero amplitudes only; how many there are is not known beforehand. */
  SPARSE("sparse state", 0),
  STABILIZER("stabiliser tableau", 0),
  MATRIX_PRODUCT_STATE("matrix product state", 0),
  TENSOR_NETWORK("tensor network", 0);

  /** More qubits than anybody's state has; sizes of more are given as of so many. */
  private static final int MOST_QUBITS = 4096;

  private final String shown;
  private final int levelsPerQubit;

  StateMethod(String shown, int levelsPerQubit) {
    this.shown = shown;
    this.levelsPerQubit = levelsPerQubit;
  }

  /** The method of a name such as {@code density_matrix}, in any case; empty: there is none. */
  public static Optional<StateMethod> named(String word) {
    int index = words().indexOf(word.toLowerCase(Locale.ROOT));
    return index < 0 ? Optional.empty() : Optional.of(values()[index]);
  }

  /** The names, in order. */
  public static List<String> words() {
    List<String> words = new ArrayList<>();
    for (StateMethod method : values()) {
      words.add(method.word());
    }
    return words;
  }

  /** As job.toml writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people say it. */
  public String shown() {
    return shown;
  }

  /** Whether the state holds each of its amplitudes, so that its size follows from the qubits. */
  public boolean isDense() {
    return levelsPerQubit > 0;
  }

  /** Factor by which one more qubit makes a dense state larger: 2 or 4; 0 if it is not dense. */
  public int levelsPerQubit() {
    return levelsPerQubit;
  }

  /**
   * Bytes of one copy of a dense state: the least memory that a simulator needs.
   *
   * @param qubits 0 or more
   * @param bytesPerAmplitude 8 or 16
   * @throws IllegalStateException if the state is not dense
   */
  public BigInteger denseBytes(int qubits, int bytesPerAmplitude) {
    if (!isDense()) {
      throw new IllegalStateException("the size of a " + shown + " is not known from its qubits");
    }
    int doublings = Math.min(qubits, MOST_QUBITS) * (levelsPerQubit / 2);
    return BigInteger.valueOf(bytesPerAmplitude).shiftLeft(doublings);
  }

  /**
   * The most qubits of which the dense state takes less than so many bytes; 0: not even one fits.
   */
  public int mostQubits(BigInteger below, int bytesPerAmplitude) {
    int qubits = 0;
    while (qubits < MOST_QUBITS && denseBytes(qubits + 1, bytesPerAmplitude).compareTo(below) < 0) {
      qubits++;
    }
    return qubits;
  }

  /** Such as {@code double-precision state vector}. */
  public String shown(int bytesPerAmplitude) {
    return (bytesPerAmplitude == 8 ? "single" : "double") + "-precision " + shown;
  }
}
