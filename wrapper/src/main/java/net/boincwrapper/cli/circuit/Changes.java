package net.boincwrapper.cli.circuit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import net.boincwrapper.cli.circuit.syntax.Value;

/** Notes which variables change, where that can be taken back. */
final class Changes {
  private final Deque<Map<Symbol.Classical, Value>> before = new ArrayDeque<>();

  void set(Symbol.Classical variable, Value value) {
    if (!before.isEmpty()) {
      before.element().putIfAbsent(variable, variable.value());
    }
    variable.become(value);
  }

  /**
   * What has been done, and what the variables that it changed have become.
   *
   * @param values as they were left
   */
  record Trial<T>(T result, Map<Symbol.Classical, Value> values) {}

  /** Does something, and puts every variable back. */
  <T> Trial<T> tryOut(Supplier<T> what) {
    before.push(new IdentityHashMap<>());
    boolean done = false;
    try {
      T result = what.get();
      done = true;
      return new Trial<>(result, takeBack());
    } finally {
      if (!done) {
        takeBack();
      }
    }
  }

  private Map<Symbol.Classical, Value> takeBack() {
    IdentityHashMap<Symbol.Classical, Value> now = new IdentityHashMap<>();
    before
        .pop()
        .forEach(
            (variable, old) -> {
              now.put(variable, variable.value());
              variable.become(old);
            });
    return now;
  }
}
