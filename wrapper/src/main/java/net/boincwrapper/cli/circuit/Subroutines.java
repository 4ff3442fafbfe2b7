package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.Statement.Argument;
import net.boincwrapper.cli.circuit.syntax.Statement.Flow;
import net.boincwrapper.cli.circuit.syntax.Type;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Defines subroutines and follows calls of them. */
final class Subroutines {
  /** Calls inside each other that are followed. */
  private static final int DEEPEST = 50;

  private static final int[] NONE = {};

  private final Walk walk;
  private final Walker walker;
  private final Evaluator evaluator;
  private final Operands operands;

  Subroutines(Walk walk, Walker walker, Evaluator evaluator, Operands operands) {
    this.walk = walk;
    this.walker = walker;
    this.evaluator = evaluator;
    this.operands = operands;
  }

  /** Also looks for mistakes in its body, with arguments that are not known. */
  void define(Statement.Subroutine definition) {
    if (!walk.scope.isGlobal()) {
      walk.faults.add(definition.place(), "a subroutine can be defined only outside of all blocks");
      return;
    }
    Scope inside = new Scope(walk.scope.global());
    inside.put(definition.name(), new Symbol.Broken());
    for (Argument argument : definition.arguments()) {
      Symbol symbol = walk.within(inside, () -> anything(argument));
      if (inside.own(argument.name()) != null) {
        walk.faults.add(
            argument.place(),
            definition.name() + " has two arguments of the name " + argument.name());
      }
      inside.put(argument.name(), symbol);
    }
    walk.changes.tryOut(
        () ->
            walk.withEffects(
                NoEffects.NONE, () -> walk.within(inside, () -> walker.runAll(definition.body()))));
    new Names(walk)
        .declare(definition.place(), definition.name(), new Symbol.Subroutine(definition));
  }

  private Symbol anything(Argument argument) {
    Type type = argument.type();
    int width = evaluator.width(type);
    if (type.kind() == Type.Kind.QUBIT) {
      boolean single = type.width() == null;
      boolean known = single || (width > 0 && width <= Numbering.MOST);
      return known
          ? new Symbol.Quantum(Operands.somewhere(single ? 1 : width), single)
          : new Symbol.Broken();
    }
    Value value = new Value.Unknown(argument.place(), argument.name() + " is an argument");
    return new Symbol.Classical(type.kind(), width, NONE, false, value);
  }

  /** What it returns. */
  Value call(Symbol.Subroutine subroutine, Expression.Call call) {
    Statement.Subroutine definition = subroutine.definition();
    Value nothing = new Value.Unknown(call.place(), call.name() + " returns no value");
    if (definition.arguments().size() != call.arguments().size()) {
      walk.faults.add(
          call.place(),
          call.name()
              + " takes "
              + Words.count(definition.arguments().size(), "argument")
              + ", not "
              + call.arguments().size());
      return nothing;
    }
    if (walk.inGate) {
      walk.faults.add(call.place(), "a call of a subroutine cannot be part of a gate");
      return nothing;
    }
    @Nullable Scope inside = inside(definition, call);
    if (inside == null) {
      return nothing;
    }
    if (walk.calls == DEEPEST) {
      walk.effects.unknown(
          call.place(), "more than " + DEEPEST + " subroutines are called inside each other");
      return nothing;
    }
    return follow(definition, call, inside, nothing);
  }

  private Value follow(
      Statement.Subroutine definition, Expression.Call call, Scope inside, Value nothing) {
    walk.calls++;
    try {
      walk.steps.take();
      walker.giveBack(nothing);
      Flow flow = walk.within(inside, () -> walker.runAll(definition.body()));
      if (flow == Flow.END) {
        walk.effects.unknown(call.place(), call.name() + " ends the circuit");
      }
      return walker.givenBack();
    } finally {
      walk.calls--;
      forgetArrays(call);
    }
  }

  /** An array that is handed over may have been changed. */
  private void forgetArrays(Expression.Call call) {
    for (Expression argument : call.arguments()) {
      if (argument instanceof Expression.Name name
          && walk.scope.find(name.name()) instanceof Symbol.Classical variable
          && variable.type == Type.Kind.ARRAY
          && !variable.constant) {
        walk.changes.set(
            variable, new Value.Unknown(call.place(), call.name() + " may have changed it"));
      }
    }
  }

  /** Null: an argument is wrong, which has been said. */
  private @Nullable Scope inside(Statement.Subroutine definition, Expression.Call call) {
    Scope inside = new Scope(walk.scope.global());
    List<Symbol> given = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      @Nullable Symbol symbol = given(definition.arguments().get(i), call.arguments().get(i));
      if (symbol == null) {
        return null;
      }
      given.add(symbol);
    }
    int[] qubits =
        given.stream()
            .filter(Symbol.Quantum.class::isInstance)
            .flatMapToInt(each -> Arrays.stream(((Symbol.Quantum) each).qubits()))
            .toArray();
    if (Operands.hasTwice(qubits)) {
      walk.faults.add(call.place(), call.name() + " is given the same qubit twice");
      return null;
    }
    for (int i = 0; i < given.size(); i++) {
      inside.put(definition.arguments().get(i).name(), given.get(i));
    }
    return inside;
  }

  private @Nullable Symbol given(Argument argument, Expression expression) {
    Type type = argument.type();
    int width = evaluator.width(type);
    if (type.kind() != Type.Kind.QUBIT) {
      Bits dependence = new Bits(walk, evaluator);
      int[] bits = type.kind() == Type.Kind.BIT ? dependence.wires(expression) : NONE;
      Value value = Numbers.as(type.kind(), width, evaluator.of(expression), expression.place());
      Symbol.Classical variable = new Symbol.Classical(type.kind(), width, bits, false, value);
      variable.computed =
          !value.isKnown()
              && (bits.length == 0
                  ? dependence.isMeasured(expression)
                  : dependence.isUntold(expression));
      return variable;
    }
    Symbol.@Nullable Quantum qubits = operands.of(expression);
    int expected = type.width() == null ? 1 : width;
    if (qubits != null && qubits.qubits().length != expected) {
      walk.faults.add(
          expression.place(),
          argument.name()
              + " is "
              + Words.count(expected, "qubit")
              + ", not "
              + qubits.qubits().length);
      return null;
    }
    return qubits == null ? null : new Symbol.Quantum(qubits.qubits(), type.width() == null);
  }
}
