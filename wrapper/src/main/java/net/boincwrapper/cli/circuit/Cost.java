package net.boincwrapper.cli.circuit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** How many elementary gates one application comes to, by the number of qubits that they act on. */
final class Cost {
  static final Cost NOTHING = new Cost(new TreeMap<>());

  private static final Cost[] ONE =
      IntStream.range(0, 8).mapToObj(Cost::single).toArray(Cost[]::new);

  private final SortedMap<Integer, Long> byQubits;

  private Cost(SortedMap<Integer, Long> byQubits) {
    this.byQubits = byQubits;
  }

  static Cost one(int qubits) {
    return qubits < ONE.length ? ONE[qubits] : single(qubits);
  }

  private static Cost single(int qubits) {
    return new Cost(new TreeMap<>(Map.of(qubits, 1L)));
  }

  /**
   * Together with another.
   *
   * @throws ArithmeticException beyond 63 bits
   */
  Cost plus(Cost other) {
    SortedMap<Integer, Long> sum = new TreeMap<>(byQubits);
    other.byQubits.forEach((qubits, times) -> sum.merge(qubits, times, Math::addExact));
    return new Cost(sum);
  }

  /**
   * Done so often.
   *
   * @throws ArithmeticException beyond 63 bits
   */
  Cost times(long times) {
    if (times == 1) {
      return this;
    }
    SortedMap<Integer, Long> product = new TreeMap<>();
    if (times != 0) {
      byQubits.forEach(
          (qubits, once) -> product.put(qubits, Math.multiplyExact(once.longValue(), times)));
    }
    return new Cost(product);
  }

  /** With so many controls on each gate. */
  Cost controlled(int controls) {
    if (controls == 0) {
      return this;
    }
    SortedMap<Integer, Long> more = new TreeMap<>();
    byQubits.forEach((qubits, times) -> more.put(qubits + controls, times));
    return new Cost(more);
  }

  void forEach(BiConsumer<Integer, Long> what) {
    byQubits.forEach(what);
  }
}
