package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.Statement.Storage;
import net.boincwrapper.cli.circuit.syntax.Type;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Declares registers, variables and aliases. */
final class Declarations {
  private static final int[] NONE = {};

  private final Walk walk;
  private final Evaluator evaluator;
  private final Operands operands;
  private final Measurements measurements;
  private final Names names;

  Declarations(Walk walk, Evaluator evaluator, Operands operands, Measurements measurements) {
    this.walk = walk;
    this.evaluator = evaluator;
    this.operands = operands;
    this.measurements = measurements;
    names = new Names(walk);
  }

  void qubits(Statement.Qubits declaration) {
    if (!walk.scope.isGlobal()) {
      walk.faults.add(declaration.place(), "qubits can be declared only outside of all blocks");
      return;
    }
    OptionalLong size =
        declaration.size() == null ? OptionalLong.of(1) : evaluator.size(declaration.size());
    names.declare(
        declaration.place(),
        declaration.name(),
        size.isEmpty() ? new Symbol.Broken() : register(declaration, size.getAsLong()));
  }

  private Symbol register(Statement.Qubits declaration, long size) {
    walk.qubits = declaration.place();
    if (!walk.numbering.hasRoomFor(size)) {
      walk.numbering.count(size);
      walk.effects.unknown(
          declaration.place(), "registers of more than " + Numbering.MOST + " are not followed");
      return new Symbol.Broken();
    }
    return new Symbol.Quantum(walk.numbering.newQubits((int) size), declaration.size() == null);
  }

  void variable(Statement.Variable declaration) {
    Type type = declaration.type();
    Place place = declaration.place();
    int width = evaluator.width(type);
    Value value = Numbers.as(type.kind(), width, initial(declaration), place);
    if (declaration.storage() == Storage.CONST && declaration.value() == null) {
      walk.faults.add(place, "the constant " + declaration.name() + " needs a value");
    }
    int[] wires = type.kind() == Type.Kind.BIT ? wires(declaration, Math.max(1, width)) : NONE;
    if (declaration.value() instanceof Expression.Measure measure) {
      value = measured(measure, wires, type);
    }
    Symbol.Classical variable =
        new Symbol.Classical(
            type.kind(), width, wires, declaration.storage() == Storage.CONST, value);
    variable.computed = !value.isKnown() && isComputed(declaration);
    names.declare(place, declaration.name(), variable);
  }

  private boolean isComputed(Statement.Variable declaration) {
    @Nullable Expression value = declaration.value();
    return value instanceof Expression.Measure
        ? declaration.type().kind() != Type.Kind.BIT
        : value != null && new Bits(walk, evaluator).isMeasured(value);
  }

  private Value measured(Expression.Measure measure, int[] wires, Type type) {
    Value unknown = new Value.Unknown(measure.place(), "it is measured");
    measurements.into(measure, type.kind() == Type.Kind.BIT ? wires : null);
    return unknown;
  }

  private Value initial(Statement.Variable declaration) {
    if (declaration.storage() == Storage.INPUT) {
      return new Value.Unknown(declaration.place(), declaration.name() + " is an input");
    }
    @Nullable Expression value = declaration.value();
    if (value == null || value instanceof Expression.Measure) {
      return new Value.Unknown(
          declaration.place(), declaration.name() + " is known only when the circuit runs");
    }
    return evaluator.of(value);
  }

  private int[] wires(Statement declaration, int width) {
    int @Nullable [] before = walk.innerBits.get(declaration);
    if (before != null && before.length == width) {
      walk.effects.fresh(before);
      return before;
    }
    if (!walk.numbering.hasRoomFor(width)) {
      walk.effects.unknown(
          Figure.DEPTH,
          declaration.place(),
          "registers of more than " + Numbering.MOST + " are not followed");
      return NONE;
    }
    int[] wires = walk.numbering.newBits(width);
    if (!walk.scope.isGlobal()) {
      walk.innerBits.put(declaration, wires);
    }
    return wires;
  }

  void alias(Statement.Alias alias) {
    names.declare(alias.place(), alias.name(), meant(alias));
  }

  private Symbol meant(Statement.Alias alias) {
    Expression first = alias.parts().get(0);
    while (first instanceof Expression.Indexed indexed) {
      first = indexed.base();
    }
    boolean classical =
        first instanceof Expression.Name name
            && walk.scope.find(name.name()) instanceof Symbol.Classical;
    return classical ? bits(alias) : together(alias);
  }

  private Symbol together(Statement.Alias alias) {
    List<Symbol.Quantum> parts = new ArrayList<>();
    for (Expression part : alias.parts()) {
      Symbol.@Nullable Quantum qubits = operands.of(part);
      if (qubits == null) {
        return new Symbol.Broken();
      }
      parts.add(qubits);
    }
    int[] all = parts.stream().flatMapToInt(part -> Arrays.stream(part.qubits())).toArray();
    Set<Integer> once = new HashSet<>();
    if (Arrays.stream(all).anyMatch(qubit -> !once.add(qubit))) {
      walk.faults.add(alias.place(), alias.name() + " would have one qubit twice");
    }
    return new Symbol.Quantum(all, parts.size() == 1 && parts.get(0).single());
  }

  /** Another name of bits; which ones, matters for the depth alone. */
  private Symbol bits(Statement.Alias alias) {
    int[] wires =
        alias.parts().stream()
            .flatMapToInt(part -> Arrays.stream(new Bits(walk, evaluator).wires(part)))
            .toArray();
    Value value =
        alias.parts().size() == 1
            ? evaluator.of(alias.parts().get(0))
            : new Value.Unknown(alias.place(), "parts of registers are not computed");
    return new Symbol.Classical(Type.Kind.BIT, wires.length, wires, false, value);
  }

  /** Parameters of a gate, and its qubits, which are numbered from 0. */
  Scope insideOf(Statement.Gate gate, List<Value> values, Scope global) {
    Scope inside = new Scope(global);
    for (int i = 0; i < gate.parameters().size(); i++) {
      inside.put(
          gate.parameters().get(i).name(),
          new Symbol.Classical(Type.Kind.FLOAT, 0, NONE, true, values.get(i)));
    }
    IntStream.range(0, gate.qubits().size())
        .forEach(
            i -> inside.put(gate.qubits().get(i).name(), new Symbol.Quantum(new int[] {i}, true)));
    return inside;
  }
}
