package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.boincwrapper.cli.circuit.Expression.Selector;
import org.jspecify.annotations.Nullable;

/** Finds the bits that an expression depends on. */
final class Bits {
  private static final int[] NONE = {};

  private final Walk walk;
  private final Evaluator evaluator;

  Bits(Walk walk, Evaluator evaluator) {
    this.walk = walk;
    this.evaluator = evaluator;
  }

  /** Their paths, each once. */
  int[] wires(Expression expression) {
    return collect(expression).distinct().toArray();
  }

  private IntStream collect(Expression expression) {
    if (expression instanceof Expression.Name name) {
      return IntStream.of(named(name));
    }
    if (expression instanceof Expression.Indexed indexed) {
      return indexed(indexed);
    }
    List<Expression> parts = new ArrayList<>();
    if (expression instanceof Expression.Unary unary) {
      parts.add(unary.operand());
    } else if (expression instanceof Expression.Binary binary) {
      parts.add(binary.left());
      parts.add(binary.right());
    } else if (expression instanceof Expression.Cast cast) {
      parts.add(cast.operand());
    } else if (expression instanceof Expression.Call call) {
      parts.addAll(call.arguments());
    }
    return parts.stream().flatMapToInt(this::collect);
  }

  private int[] named(Expression.Name name) {
    @Nullable Symbol symbol = walk.scope.find(name.name());
    return symbol instanceof Symbol.Classical variable ? variable.wires : NONE;
  }

  private IntStream indexed(Expression.Indexed indexed) {
    int[] wires = collect(indexed.base()).toArray();
    if (indexed.selectors().size() == 1
        && indexed.selectors().get(0) instanceof Selector.One one
        && wires.length > 0) {
      OptionalLong index = Numbers.whole(evaluator.of(one.index()));
      if (index.isPresent() && Ranges.isWithin(index.getAsLong(), wires.length)) {
        return IntStream.of(wires[(int) Math.floorMod(index.getAsLong(), (long) wires.length)]);
      }
    }
    return IntStream.of(selected(wires, indexed));
  }

  /** A slice of the bits where it is simple; all of them otherwise. */
  private int[] selected(int[] wires, Expression.Indexed indexed) {
    if (indexed.selectors().get(0) instanceof Selector.Span span && span.step() == null) {
      OptionalLong first = end(span.first(), 0);
      OptionalLong last = end(span.last(), wires.length - 1);
      if (first.isPresent()
          && last.isPresent()
          && first.getAsLong() >= 0
          && first.getAsLong() <= last.getAsLong()
          && last.getAsLong() < wires.length) {
        return Arrays.copyOfRange(wires, (int) first.getAsLong(), (int) last.getAsLong() + 1);
      }
    }
    return wires;
  }

  private OptionalLong end(@Nullable Expression expression, long otherwise) {
    return expression == null
        ? OptionalLong.of(otherwise)
        : Numbers.whole(evaluator.of(expression));
  }
}
