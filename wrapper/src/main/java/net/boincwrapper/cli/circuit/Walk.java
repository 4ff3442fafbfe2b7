package net.boincwrapper.cli.circuit;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.boincwrapper.cli.circuit.syntax.Faults;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Statement;

/** Where a walk through the statements stands. */
final class Walk {
  private static final int[] NO_CONDITION = {};

  final Faults faults;
  final Steps steps = new Steps();
  final Changes changes = new Changes();
  final Numbering numbering = new Numbering();

  /** Paths of the bits of inner scopes, which are declared anew again and again. */
  final IdentityHashMap<Statement, int[]> innerBits = new IdentityHashMap<>();

  Circuit.Dialect dialect;

  /** Where qubits were declared, or first named, for the last time. */
  Place qubits = Place.whole("");

  Scope scope = new Scope(null);
  Effects effects = NoEffects.NONE;

  /** Paths of the bits that decide whether the present statement is done. */
  int[] condition = NO_CONDITION;

  /** Whether the statements are those of a gate's definition. */
  boolean inGate;

  /** The gate whose definition is looked at for the first time; empty: none. */
  String defined = "";

  /** Whether what is defined is the language's own. */
  boolean inLibrary;

  /** Whether a file could not be included, which may have declared anything. */
  boolean lacksFile;

  /** How many subroutines have been called, one inside the other. */
  int calls;

  Walk(Circuit.Dialect dialect, Faults faults) {
    this.dialect = dialect;
    this.faults = faults;
  }

  /** Back to the outermost statements, after one was given up. */
  void reset() {
    scope = scope.global();
    condition = NO_CONDITION;
    inGate = false;
    defined = "";
    calls = 0;
  }

  boolean isQasm2() {
    return dialect == Circuit.Dialect.QASM2;
  }

  /** Does something in a scope of its own. */
  <T> T within(Scope inner, Supplier<T> what) {
    Scope before = scope;
    scope = inner;
    try {
      return what.get();
    } finally {
      scope = before;
    }
  }

  /** Does something with effects of its own. */
  <T> T withEffects(Effects others, Supplier<T> what) {
    Effects before = effects;
    effects = others;
    try {
      return what.get();
    } finally {
      effects = before;
    }
  }

  /** Does something that further bits decide. */
  <T> T under(int[] bits, Supplier<T> what) {
    int[] before = condition;
    condition = IntStream.concat(Arrays.stream(before), Arrays.stream(bits)).distinct().toArray();
    try {
      return what.get();
    } finally {
      condition = before;
    }
  }

  /** Does something as the body of a gate, on which no outer condition bears. */
  <T> T asGate(Supplier<T> what) {
    boolean before = inGate;
    int[] bits = condition;
    inGate = true;
    condition = NO_CONDITION;
    try {
      return what.get();
    } finally {
      inGate = before;
      condition = bits;
    }
  }
}
