package net.boincwrapper.cli.circuit.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as it is written; operands of gates are expressions, too. */
public sealed interface Expression {
  Place place();

  /** A number, a truth value, a string of bits, or something that is not computed here. */
  record Literal(Place place, Value value) implements Expression {}

  record Name(Place place, String name) implements Expression {}

  /** {@code $3}. */
  record Hardware(Place place, String name) implements Expression {}

  record Unary(Place place, String operator, Expression operand) implements Expression {}

  record Binary(Place place, String operator, Expression left, Expression right)
      implements Expression {}

  record Call(Place place, String name, List<Expression> arguments) implements Expression {}

  record Cast(Place place, Type type, Expression operand) implements Expression {}

  /** {@code a[1]}, {@code a[0:2:6]}, {@code a[{1, 3}]}; with commas one selector for each axis. */
  record Indexed(Place place, Expression base, List<Selector> selectors) implements Expression {}

  record ArrayLiteral(Place place, List<Expression> items) implements Expression {}

  record Measure(Place place, Expression operand) implements Expression {}

  /** Which elements. */
  sealed interface Selector {
    record One(Expression index) implements Selector {}

    record Listed(List<Expression> indices) implements Selector {}

    /** From first to last, both included; missing: from the start, to the end, by one. */
    record Span(
        Place place,
        @Nullable Expression first,
        @Nullable Expression step,
        @Nullable Expression last)
        implements Selector {}
  }
}
