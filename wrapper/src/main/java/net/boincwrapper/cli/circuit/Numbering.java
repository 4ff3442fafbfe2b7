package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers of qubits and bits, each of which is a path through the circuit. */
final class Numbering {
  /** Registers beyond this are not followed qubit by qubit. */
  static final int MOST = 1 << 20;

  private final Map<String, Integer> physical = new HashMap<>();
  private final List<Integer> followed = new ArrayList<>();
  private int next;
  private long qubits;

  /** How many qubits there are. */
  long qubits() {
    return qubits;
  }

  boolean hasRoomFor(long wires) {
    return wires <= MOST - next;
  }

  int[] newQubits(int size) {
    qubits += size;
    int[] numbers = newBits(size);
    Arrays.stream(numbers).forEach(followed::add);
    return numbers;
  }

  /** Qubits that are there, but not followed. */
  void count(long uncounted) {
    qubits = uncounted > Long.MAX_VALUE - qubits ? Long.MAX_VALUE : qubits + uncounted;
  }

  /** Those that are followed. */
  int[] allQubits() {
    return followed.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] newBits(int size) {
    int first = next;
    next += size;
    return IntStream.range(first, next).toArray();
  }

  /** The number of {@code $3}, which is {@code $03} as well; the same each time. */
  int physical(String name) {
    return physical.computeIfAbsent(name.replaceFirst("^\\$0*(?=\\d)", ""), is -> newQubits(1)[0]);
  }
}
