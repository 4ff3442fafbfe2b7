package net.boincwrapper.cli.circuit;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums, with the least and the most that conditions leave possible. */
final class Counts {
  /** Whole sums; elementary gates on n qubits are counted under {@link #elementary(int)}. */
  static final int GATES = 0;

  static final int MEASUREMENTS = 1;
  static final int RESETS = 2;
  private static final int ELEMENTARY = 3;

  private long[] least = new long[8];
  private long[] most = new long[8];

  static int elementary(int qubits) {
    return ELEMENTARY + qubits;
  }

  /**
   * Counts something so often.
   *
   * @throws ArithmeticException beyond 63 bits, here and below
   */
  void add(int what, long times) {
    add(what, times, times);
  }

  private void add(int what, long atLeast, long atMost) {
    if (what >= least.length) {
      int length = Math.max(what + 1, 2 * least.length);
      least = Arrays.copyOf(least, length);
      most = Arrays.copyOf(most, length);
    }
    least[what] = Math.addExact(least[what], atLeast);
    most[what] = Math.addExact(most[what], atMost);
  }

  Count get(int what) {
    return what < least.length ? new Count(least[what], most[what]) : Count.of(0);
  }

  /** By the number of qubits; those that are never applied are left out. */
  SortedMap<Integer, Count> elementary() {
    SortedMap<Integer, Count> elementary = new TreeMap<>();
    for (int what = ELEMENTARY; what < most.length; what++) {
      if (most[what] > 0) {
        elementary.put(what - ELEMENTARY, get(what));
      }
    }
    return elementary;
  }

  /** Adds what was counted elsewhere, so often. */
  void add(Counts other, long times) {
    for (int what = 0; what < other.most.length; what++) {
      if (other.most[what] > 0) {
        add(
            what,
            Math.multiplyExact(other.least[what], times),
            Math.multiplyExact(other.most[what], times));
      }
    }
  }

  /** Adds what one of these counted. */
  void addOneOf(List<Counts> ways) {
    int length = ways.stream().mapToInt(way -> way.most.length).max().orElse(0);
    for (int what = 0; what < length; what++) {
      int each = what;
      long low = ways.stream().mapToLong(way -> way.get(each).least()).min().orElse(0);
      long high = ways.stream().mapToLong(way -> way.get(each).most()).max().orElse(0);
      if (high > 0) {
        add(what, low, high);
      }
    }
  }
}
