package net.boincwrapper.cli.circuit;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Expression.Selector;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Finds the qubits that an operand names. */
final class Operands {
  /** Instead of the number of a qubit that is not known before the circuit runs. */
  static final int SOMEWHERE = -1;

  static final String WHICH = "which qubit this is is known only when the circuit runs";

  private static final String FOREIGN = "a gate acts on no other qubits than its own";

  private final Walk walk;
  private final Evaluator evaluator;
  private final Names names;

  Operands(Walk walk, Evaluator evaluator) {
    this.walk = walk;
    this.evaluator = evaluator;
    names = new Names(walk);
  }

  /** Null: there are none, or not known how many; both have been said. */
  Symbol.@Nullable Quantum of(Expression operand) {
    if (operand instanceof Expression.Hardware hardware) {
      if (walk.inGate) {
        walk.faults.add(hardware.place(), FOREIGN);
        return null;
      }
      return physical(hardware);
    }
    if (operand instanceof Expression.Name name) {
      return named(name);
    }
    if (operand instanceof Expression.Indexed indexed) {
      Symbol.@Nullable Quantum base = of(indexed.base());
      return base == null ? null : indexed(base, indexed);
    }
    walk.faults.add(operand.place(), "a qubit is needed here");
    return null;
  }

  private Symbol.Quantum physical(Expression.Hardware hardware) {
    long before = walk.numbering.qubits();
    int qubit = walk.numbering.physical(hardware.name());
    if (walk.numbering.qubits() > before) {
      walk.qubits = hardware.place();
    }
    return new Symbol.Quantum(new int[] {qubit}, true);
  }

  private Symbol.@Nullable Quantum named(Expression.Name name) {
    @Nullable Symbol symbol = names.find(name.place(), name.name());
    if (symbol instanceof Symbol.Quantum qubits) {
      if (walk.inGate && symbol.equals(walk.scope.global().own(name.name()))) {
        walk.faults.add(name.place(), FOREIGN);
        return null;
      }
      return qubits;
    }
    if (symbol != null && !(symbol instanceof Symbol.Broken)) {
      walk.faults.add(
          name.place(), "\"" + name.name() + "\" is " + symbol.kind() + "; a qubit is needed here");
    }
    return null;
  }

  private Symbol.@Nullable Quantum indexed(Symbol.Quantum base, Expression.Indexed indexed) {
    if (base.single()) {
      walk.faults.add(
          indexed.place(), Words.text(indexed.base()) + " is one qubit; it has no index");
      return null;
    }
    if (indexed.selectors().size() != 1) {
      walk.faults.add(indexed.place(), "a register has one index");
      return null;
    }
    Selector selector = indexed.selectors().get(0);
    if (selector instanceof Selector.One one) {
      int[] qubit = each(base, indexed, List.of(one.index()));
      return qubit == null ? null : new Symbol.Quantum(qubit, true);
    }
    int @Nullable [] qubits =
        selector instanceof Selector.Listed listed
            ? each(base, indexed, listed.indices())
            : span(base, indexed, (Selector.Span) selector);
    return qubits == null ? null : new Symbol.Quantum(qubits, false);
  }

  private int @Nullable [] each(
      Symbol.Quantum base, Expression.Indexed indexed, List<Expression> indices) {
    int[] qubits = new int[indices.size()];
    boolean right = true;
    for (int i = 0; i < qubits.length; i++) {
      Value value = evaluator.of(indices.get(i));
      OptionalLong index = Numbers.whole(value);
      qubits[i] = SOMEWHERE;
      if (index.isPresent()) {
        right &= take(base, indexed, indices.get(i).place(), index.getAsLong(), qubits, i);
      } else if (value.isKnown()) {
        walk.faults.add(indices.get(i).place(), "an index is a whole number");
        right = false;
      }
    }
    return right ? qubits : null;
  }

  private boolean take(
      Symbol.Quantum base,
      Expression.Indexed indexed,
      Place place,
      long index,
      int[] into,
      int at) {
    int size = base.qubits().length;
    boolean within = walk.isQasm2() ? index >= 0 && index < size : Ranges.isWithin(index, size);
    if (!within) {
      walk.faults.add(place, Ranges.outside(Words.text(indexed.base()), index, size));
      return false;
    }
    into[at] = base.qubits()[(int) Math.floorMod(index, (long) size)];
    return true;
  }

  private int @Nullable [] span(
      Symbol.Quantum base, Expression.Indexed indexed, Selector.Span span) {
    int @Nullable [] indices =
        new Slices(walk, evaluator).indices(span, indexed.base(), base.qubits().length);
    if (indices == null) {
      return null;
    }
    if (indices.length == 0) {
      walk.effects.unknown(
          span.place(), "how many qubits these are is known only when the circuit runs");
      return null;
    }
    return Arrays.stream(indices).map(i -> base.qubits()[i]).toArray();
  }

  /** Whether a qubit is among them twice. */
  static boolean hasTwice(int[] qubits) {
    for (int i = 0; i < qubits.length; i++) {
      for (int j = 0; j < i; j++) {
        if (qubits[i] == qubits[j] && qubits[i] != SOMEWHERE) {
          return true;
        }
      }
    }
    return false;
  }

  static int[] somewhere(int size) {
    int[] qubits = new int[size];
    Arrays.fill(qubits, SOMEWHERE);
    return qubits;
  }
}
