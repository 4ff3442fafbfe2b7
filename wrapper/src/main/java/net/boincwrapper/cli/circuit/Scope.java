package net.boincwrapper.cli.circuit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names that can be used at some place, and what they stand for. */
final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, Symbol> names = new HashMap<>();

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  @Nullable Symbol find(String name) {
    for (@Nullable Scope scope = this; scope != null; scope = scope.outer) {
      @Nullable Symbol symbol = scope.names.get(name);
      if (symbol != null) {
        return symbol;
      }
    }
    return null;
  }

  @Nullable Symbol own(String name) {
    return names.get(name);
  }

  void put(String name, Symbol symbol) {
    names.put(name, symbol);
  }

  boolean isGlobal() {
    return outer == null;
  }

  Scope global() {
    Scope scope = this;
    while (scope.outer != null) {
      scope = scope.outer;
    }
    return scope;
  }

  /** All names, sorted. */
  Set<String> visible() {
    Set<String> visible = new TreeSet<>();
    for (@Nullable Scope scope = this; scope != null; scope = scope.outer) {
      visible.addAll(scope.names.keySet());
    }
    return visible;
  }

  /** Names of gates, sorted. */
  Set<String> gates() {
    Set<String> gates = visible();
    gates.removeIf(name -> !(find(name) instanceof Symbol.Gate));
    return gates;
  }
}
