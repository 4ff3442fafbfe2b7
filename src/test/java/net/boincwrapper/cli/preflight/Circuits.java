package net.boincwrapper.cli.preflight;

import java.util.Map;
import java.util.TreeMap;
import net.boincwrapper.cli.circuit.Circuit;
import net.boincwrapper.cli.circuit.Count;
import net.boincwrapper.cli.circuit.Fact;
import net.boincwrapper.cli.circuit.syntax.Place;

/** Circuits of which everything is known, or nothing. */
final class Circuits {
  private Circuits() {}

  /**
   * A circuit.
   *
   * @param gates by the number of qubits that each acts on
   */
  static Circuit of(
      String file, int qubits, int depth, boolean clifford, Map<Integer, Long> gates) {
    TreeMap<Integer, Count> elementary = new TreeMap<>();
    gates.forEach((on, count) -> elementary.put(on, Count.of(count)));
    long all = gates.values().stream().mapToLong(Long::longValue).sum();
    return new Circuit(
        file,
        "0".repeat(64),
        Circuit.Dialect.QASM3,
        Fact.known(qubits),
        Fact.known(Count.of(all)),
        Fact.known(elementary),
        Fact.known(Count.of(qubits)),
        Fact.known(Count.of(0)),
        Fact.known(Count.of(depth)),
        Fact.known(clifford),
        Fact.known(false),
        Fact.known(false),
        places(file));
  }

  /** A circuit whose angles and loops depend on an input parameter. */
  static Circuit withInput(String file, int qubits) {
    Place place = new Place(file, 3, 1);
    String reason = "the number of rounds is an input";
    return new Circuit(
        file,
        "0".repeat(64),
        Circuit.Dialect.QASM3,
        Fact.known(qubits),
        Fact.unknown(place, reason),
        Fact.unknown(place, reason),
        Fact.unknown(place, reason),
        Fact.known(Count.of(0)),
        Fact.unknown(place, reason),
        Fact.unknown(place, reason),
        Fact.known(false),
        Fact.known(false),
        places(file));
  }

  /** Qubits in line 3, the first gate that is none of Clifford's in line 5, the last in line 9. */
  private static Circuit.Places places(String file) {
    return new Circuit.Places(new Place(file, 3, 1), new Place(file, 9, 1), new Place(file, 5, 1));
  }
}
