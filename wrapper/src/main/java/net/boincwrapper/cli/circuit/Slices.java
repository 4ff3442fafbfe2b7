package net.boincwrapper.cli.circuit;

import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Expression.Selector;
import org.jspecify.annotations.Nullable;

/** Finds which elements of a register a range selects. */
final class Slices {
  static final int[] UNKNOWN = {};

  private final Walk walk;
  private final Evaluator evaluator;

  Slices(Walk walk, Evaluator evaluator) {
    this.walk = walk;
    this.evaluator = evaluator;
  }

  /**
   * The indices, from 0 on, in order.
   *
   * @param register for messages
   * @return {@link #UNKNOWN}: not known before the circuit runs; null: it is wrong, which has been
   *     said
   */
  int @Nullable [] indices(Selector.Span span, Expression register, int size) {
    @Nullable Long step = bound(span.step(), 1, 0);
    boolean backwards = step != null && step < 0;
    @Nullable Long first = bound(span.first(), backwards ? size - 1 : 0, size);
    @Nullable Long last = bound(span.last(), backwards ? 0 : size - 1, size);
    if (first == null || step == null || last == null) {
      return UNKNOWN;
    }
    if (step == 0) {
      walk.faults.add(span.place(), "the step of a range is not 0");
      return null;
    }
    long length = Ranges.length(first, step, last);
    for (long end : length == 0 ? new long[0] : new long[] {first, first + (length - 1) * step}) {
      if (end < 0 || end >= size) {
        walk.faults.add(span.place(), Ranges.outside(Words.text(register), end, size));
        return null;
      }
    }
    if (length == 0) {
      walk.faults.add(span.place(), "this range is empty");
      return null;
    }
    long from = first;
    long by = step;
    return IntStream.range(0, (int) length).map(i -> (int) (from + i * by)).toArray();
  }

  /** Null: not known. A negative bound counts from the end. */
  private @Nullable Long bound(@Nullable Expression expression, long otherwise, int size) {
    if (expression == null) {
      return otherwise;
    }
    OptionalLong value = Numbers.whole(evaluator.of(expression));
    return value.isEmpty()
        ? null
        : Long.valueOf(value.getAsLong() < 0 ? value.getAsLong() + size : value.getAsLong());
  }
}
