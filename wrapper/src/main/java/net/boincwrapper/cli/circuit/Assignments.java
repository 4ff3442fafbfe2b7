package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Expression.Selector;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.Type;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Changes variables, and measures into bits. */
final class Assignments {
  private static final int[] NONE = {};

  private final Walk walk;
  private final Evaluator evaluator;
  private final Measurements measurements;

  Assignments(Walk walk, Evaluator evaluator, Measurements measurements) {
    this.walk = walk;
    this.evaluator = evaluator;
    this.measurements = measurements;
  }

  void measure(Statement.Measure statement) {
    Expression.Measure measure = new Expression.Measure(statement.place(), statement.operand());
    @Nullable Expression target = statement.target();
    if (target == null) {
      measurements.into(measure, null);
      return;
    }
    Symbol.@Nullable Classical variable = variable(target);
    if (variable != null) {
      into(target, variable, measure);
    }
  }

  private void into(Expression target, Symbol.Classical variable, Expression.Measure measure) {
    evaluator.of(target);
    boolean bits = variable.type == Type.Kind.BIT;
    int[] into = bits ? new Bits(walk, evaluator).targets(target) : NONE;
    variable.computed |= into.length == 0 || Arrays.stream(into).anyMatch(bit -> bit < 0);
    measurements.into(measure, into);
    walk.changes.set(
        variable,
        new Value.Unknown(measure.place(), Words.text(target) + " is the result of a measurement"));
  }

  void assign(Statement.Assign assign) {
    Symbol.@Nullable Classical variable = variable(assign.target());
    if (variable == null) {
      evaluator.of(assign.value());
    } else if (assign.value() instanceof Expression.Measure measure) {
      into(assign.target(), variable, measure);
    } else {
      Value now = now(assign, variable);
      variable.computed |=
          walk.condition.length > 0
              || (!now.isKnown() && new Bits(walk, evaluator).isMeasured(assign.value()));
      walk.changes.set(variable, Numbers.as(variable.type, variable.width, now, assign.place()));
    }
  }

  private Value now(Statement.Assign assign, Symbol.Classical variable) {
    Value value = evaluator.of(assign.value());
    String operator = assign.operator();
    if (!operator.equals("=")) {
      Value before = evaluator.of(assign.target());
      value =
          new Arithmetic(assign.place(), walk.isQasm2())
              .binary(operator.substring(0, operator.length() - 1), before, value);
    }
    if (!(assign.target() instanceof Expression.Indexed indexed)) {
      return value;
    }
    evaluator.of(indexed);
    return changed(indexed, variable.value(), value);
  }

  /** An array or register of which one element has changed. */
  private Value changed(Expression.Indexed indexed, Value whole, Value element) {
    Value unknown = new Value.Unknown(indexed.place(), "parts of this are not computed");
    boolean one = indexed.base() instanceof Expression.Name && indexed.selectors().size() == 1;
    if (!one || !(indexed.selectors().get(0) instanceof Selector.One selected)) {
      return unknown;
    }
    OptionalLong index = Numbers.whole(evaluator.of(selected.index()));
    if (index.isEmpty()) {
      return unknown;
    }
    if (whole instanceof Value.Items items
        && Ranges.isWithin(index.getAsLong(), items.items().size())) {
      List<Value> all = new ArrayList<>(items.items());
      all.set((int) Math.floorMod(index.getAsLong(), (long) all.size()), element);
      return new Value.Items(all);
    }
    @Nullable Boolean bit = Numbers.truth(element);
    if (whole instanceof Value.Bits bits
        && bit != null
        && Ranges.isWithin(index.getAsLong(), bits.width())) {
      long mask = 1L << Math.floorMod(index.getAsLong(), (long) bits.width());
      return new Value.Bits(bit ? bits.bits() | mask : bits.bits() & ~mask, bits.width());
    }
    return element.isKnown() ? unknown : element;
  }

  /** Null: it is none that can change, which has been said. */
  private Symbol.@Nullable Classical variable(Expression target) {
    Expression base = target;
    while (base instanceof Expression.Indexed indexed) {
      base = indexed.base();
    }
    if (!(base instanceof Expression.Name name)) {
      walk.faults.add(target.place(), "a variable is needed here");
      return null;
    }
    @Nullable Symbol symbol = new Names(walk).find(name.place(), name.name());
    if (symbol instanceof Symbol.Classical variable && !variable.constant) {
      return variable;
    }
    if (symbol instanceof Symbol.Classical) {
      walk.faults.add(name.place(), name.name() + " is a constant, which does not change");
    } else if (symbol != null && !(symbol instanceof Symbol.Broken)) {
      walk.faults.add(
          name.place(), "\"" + name.name() + "\" is " + symbol.kind() + ", no variable");
    }
    return null;
  }
}
