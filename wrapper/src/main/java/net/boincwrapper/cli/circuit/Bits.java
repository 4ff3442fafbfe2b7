package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Expression.Selector;
import org.jspecify.annotations.Nullable;

/** Finds the bits that an expression depends on. */
final class Bits {
  private static final int[] NONE = {};

  private final Walk walk;
  private final Evaluator evaluator;

  /** Whether the last expression depends on bits that are not among its wires. */
  private boolean untold;

  Bits(Walk walk, Evaluator evaluator) {
    this.walk = walk;
    this.evaluator = evaluator;
  }

  /** Their paths, each once. */
  int[] wires(Expression expression) {
    return collect(expression).distinct().toArray();
  }

  /** The same of something on which it depends what is done. */
  int[] deciding(Expression condition) {
    int[] wires = wires(condition);
    if (untold) {
      walk.effects.unknown(
          Figure.DEPTH,
          condition.place(),
          "this depends on what was computed from measurements, whose depth is not followed");
    }
    return wires;
  }

  /** Whether an expression depends on measurements of which the bits are not known. */
  boolean isUntold(Expression expression) {
    int[] unused = wires(expression);
    return untold;
  }

  /** Whether an expression that is not known depends on measurements. */
  boolean isMeasured(Expression expression) {
    return wires(expression).length > 0 || untold;
  }

  /**
   * The bits that a measurement goes into, in order.
   *
   * @return negative ones where it is not known which; empty: not known how many, or no bits
   */
  int[] targets(Expression target) {
    if (!(target instanceof Expression.Indexed indexed)) {
      return collect(target).toArray();
    }
    int[] base = targets(indexed.base());
    if (indexed.selectors().size() != 1 || base.length == 0) {
      return NONE;
    }
    Selector selector = indexed.selectors().get(0);
    if (selector instanceof Selector.Span span) {
      int @Nullable [] slice =
          new Slices(walk, evaluator).indices(span, indexed.base(), base.length);
      return slice == null ? NONE : Arrays.stream(slice).map(i -> base[i]).toArray();
    }
    List<Expression> indices =
        selector instanceof Selector.Listed listed
            ? listed.indices()
            : List.of(((Selector.One) selector).index());
    return indices.stream().mapToInt(index -> at(base, index)).toArray();
  }

  private int at(int[] base, Expression index) {
    OptionalLong number = Numbers.whole(evaluator.of(index));
    return number.isPresent() && Ranges.isWithin(number.getAsLong(), base.length)
        ? base[(int) Math.floorMod(number.getAsLong(), (long) base.length)]
        : Operands.SOMEWHERE;
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
      untold |= walk.scope.find(call.name()) instanceof Symbol.Subroutine;
      parts.addAll(call.arguments());
    }
    return parts.stream().flatMapToInt(this::collect);
  }

  private int[] named(Expression.Name name) {
    @Nullable Symbol symbol = walk.scope.find(name.name());
    if (!(symbol instanceof Symbol.Classical variable)) {
      return NONE;
    }
    untold |= variable.computed;
    return variable.wires;
  }

  private IntStream indexed(Expression.Indexed indexed) {
    int[] all = collect(indexed.base()).toArray();
    int[] some = all.length == 0 ? NONE : targets(indexed);
    boolean known = some.length > 0 && Arrays.stream(some).allMatch(bit -> bit >= 0);
    untold |= all.length > 0 && !known;
    return IntStream.of(known ? some : all);
  }
}
