package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Expression.Selector;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.Statement.Flow;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Follows loops, turn by turn where their turns differ. */
final class Loops {
  /** So many turns are taken singly before the rest may be reckoned. */
  private static final int PROBED = 32;

  private static final int SHORT = 64;

  private final Walk walk;
  private final Walker walker;
  private final Evaluator evaluator;
  private final Conditions conditions;

  Loops(Walk walk, Walker walker, Evaluator evaluator, Conditions conditions) {
    this.walk = walk;
    this.walker = walker;
    this.evaluator = evaluator;
    this.conditions = conditions;
  }

  /** Values that a loop runs through. */
  private record Turns(long length, LongFunction<Value> value) {
    static Turns of(List<Value> values) {
      return new Turns(values.size(), turn -> values.get((int) turn));
    }
  }

  Flow run(Statement.Loop loop) {
    @Nullable Turns turns = turns(loop);
    Value unknown = new Value.Unknown(loop.place(), loop.name() + " runs through a loop");
    Symbol.Classical variable =
        new Symbol.Classical(
            loop.type().kind(), evaluator.width(loop.type()), new int[0], false, unknown);
    Supplier<Flow> body = () -> turn(loop, variable);
    variable.computed =
        loop.values() != null && new Bits(walk, evaluator).isMeasured(loop.values());
    if (turns == null) {
      return conditions.repeat(loop.place(), new int[0], body);
    }
    if (turns.length() == 0) {
      conditions.look(loop, body);
      return Flow.NEXT;
    }
    return run(loop.place(), turns, variable, body);
  }

  private Flow turn(Statement.Loop loop, Symbol.Classical variable) {
    Scope inside = new Scope(walk.scope);
    inside.put(loop.name(), variable);
    return walk.within(inside, () -> walker.run(loop.body()));
  }

  private Flow run(Place place, Turns turns, Symbol.Classical variable, Supplier<Flow> body) {
    for (long i = 0; i < turns.length(); i++) {
      walk.steps.take();
      // Nothing outside of the loop knows it, so that nobody need take it back.
      Value value = turns.value().apply(i);
      variable.become(Numbers.as(variable.type, variable.width, value, place));
      long remaining = turns.length() - i - 1;
      boolean probes = i < PROBED && turns.length() > SHORT;
      if (probes && walk.effects instanceof Tally tally) {
        @Nullable Flow flow = probe(tally, variable, remaining, body);
        if (flow != null) {
          return flow;
        }
        continue;
      }
      Flow flow = body.get();
      if (flow == Flow.BREAK) {
        return Flow.NEXT;
      }
      if (flow == Flow.RETURN || flow == Flow.END) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  /**
   * Takes one turn, and all that remain where they do the same: where the turn asks for no value of
   * the loop's variable, and changes no variable.
   *
   * @return null: turns remain
   */
  private @Nullable Flow probe(
      Tally tally, Symbol.Classical variable, long remaining, Supplier<Flow> body) {
    Tally turn = tally.fork();
    variable.takeRead();
    Changes.Trial<Flow> trial = walk.changes.tryOut(() -> walk.withEffects(turn, body));
    boolean read = variable.takeRead();
    trial.values().forEach(walk.changes::set);
    Flow flow = trial.result();
    boolean goesOn = flow == Flow.NEXT || flow == Flow.CONTINUE;
    if (goesOn && !read && trial.values().isEmpty()) {
      return tally.adopt(turn, remaining) ? Flow.NEXT : null;
    }
    tally.adopt(turn);
    if (goesOn) {
      return null;
    }
    return flow == Flow.BREAK ? Flow.NEXT : flow;
  }

  /** Null: not known how many there are. */
  private @Nullable Turns turns(Statement.Loop loop) {
    if (loop.selector() instanceof Selector.Span span) {
      return range(span);
    }
    if (loop.selector() instanceof Selector.Listed listed) {
      return Turns.of(evaluator.all(listed.indices()));
    }
    return loop.values() == null ? null : elements(loop.values());
  }

  private @Nullable Turns range(Selector.Span span) {
    if (span.first() == null || span.last() == null) {
      walk.faults.add(span.place(), "the range of a loop has a start and an end");
      return Turns.of(List.of());
    }
    OptionalLong first = Numbers.whole(evaluator.of(span.first()));
    OptionalLong step =
        span.step() == null ? OptionalLong.of(1) : Numbers.whole(evaluator.of(span.step()));
    OptionalLong last = Numbers.whole(evaluator.of(span.last()));
    if (first.isEmpty() || step.isEmpty() || last.isEmpty()) {
      return null;
    }
    if (step.getAsLong() == 0) {
      walk.faults.add(span.place(), "the step of a range is not 0");
      return Turns.of(List.of());
    }
    try {
      long length = Ranges.length(first.getAsLong(), step.getAsLong(), last.getAsLong());
      return new Turns(length, turn -> new Value.Int(first.getAsLong() + turn * step.getAsLong()));
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private @Nullable Turns elements(Expression values) {
    Value value = evaluator.of(values);
    if (value instanceof Value.Items items) {
      return Turns.of(items.items());
    }
    int bits = new Bits(walk, evaluator).wires(values).length;
    if (value instanceof Value.Bits register) {
      bits = register.width();
    }
    List<Value> each = new ArrayList<>();
    for (int i = 0; i < bits; i++) {
      each.add(
          value instanceof Value.Bits register
              ? new Value.Bits(register.bits() >> i & 1, 1)
              : value);
    }
    return bits == 0 ? null : Turns.of(each);
  }

  Flow run(Statement.While loop) {
    Supplier<Flow> body = () -> walker.run(loop.body());
    while (true) {
      walk.steps.take();
      @Nullable Boolean again = Numbers.truth(evaluator.of(loop.condition()));
      if (again == null) {
        int[] bits = new Bits(walk, evaluator).deciding(loop.condition());
        return conditions.repeat(loop.place(), bits, body);
      }
      if (!again) {
        conditions.look(loop, body);
        return Flow.NEXT;
      }
      Flow flow = body.get();
      if (flow == Flow.BREAK) {
        return Flow.NEXT;
      }
      if (flow == Flow.RETURN || flow == Flow.END) {
        return flow;
      }
    }
  }
}
