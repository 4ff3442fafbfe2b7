package net.boincwrapper.cli.circuit;

import java.util.List;
import net.boincwrapper.cli.circuit.syntax.Place;

/** What a walk through a circuit does to qubits and bits. */
interface Effects {
  /**
   * A gate.
   *
   * @param condition paths of the bits that decide whether it is applied
   */
  void gate(Application application, int[] condition);

  /**
   * A measurement of one qubit.
   *
   * @param bit its path; negative: the result goes elsewhere
   */
  void measure(Place place, int qubit, int bit, int[] condition);

  void reset(Place place, int qubit, int[] condition);

  void delay(Place place, int[] qubits, int[] condition);

  void barrier(int[] qubits);

  /** Bits that are declared anew are on no path yet. */
  default void fresh(int[] bits) {}

  /** A figure cannot be told. */
  void unknown(Figure figure, Place place, String reason);

  /** None of the counts can be told. */
  default void unknown(Place place, String reason) {
    for (Figure figure : Figure.values()) {
      unknown(figure, place, reason);
    }
  }

  /** Something is decided only when the circuit runs. */
  void conditional();

  /** For one of several ways that the circuit may go from here. */
  Effects fork();

  /** One of these ways was taken. */
  void join(List<Effects> ways);

  /** These ways were taken as often as it pleases something that is not known. */
  void repeat(Effects way, Place place, String reason);
}
