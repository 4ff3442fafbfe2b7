package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Expression.Selector;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Type;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Computes expressions as far as they are known before the circuit runs. */
final class Evaluator {
  private final Walk walk;
  private final Walker walker;
  private final Names names;

  Evaluator(Walk walk, Walker walker) {
    this.walk = walk;
    this.walker = walker;
    names = new Names(walk);
  }

  Value of(Expression expression) {
    Place place = expression.place();
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Expression.Name name) {
      return named(name);
    }
    if (expression instanceof Expression.Unary unary) {
      return arithmetic(place).unary(unary.operator(), of(unary.operand()));
    }
    if (expression instanceof Expression.Binary binary) {
      return arithmetic(place).binary(binary.operator(), of(binary.left()), of(binary.right()));
    }
    if (expression instanceof Expression.Call call) {
      return called(call);
    }
    if (expression instanceof Expression.Cast cast) {
      Type type = cast.type();
      return Numbers.as(type.kind(), width(type), of(cast.operand()), place);
    }
    if (expression instanceof Expression.Indexed indexed) {
      return indexed(indexed);
    }
    if (expression instanceof Expression.ArrayLiteral array) {
      return new Value.Items(all(array.items()));
    }
    if (expression instanceof Expression.Measure measure) {
      return walker.measured(measure);
    }
    return fault(place, "a qubit is no number");
  }

  List<Value> all(List<Expression> expressions) {
    List<Value> values = new ArrayList<>(expressions.size());
    expressions.forEach(expression -> values.add(of(expression)));
    return values;
  }

  private Arithmetic arithmetic(Place place) {
    return new Arithmetic(place, walk.isQasm2());
  }

  private Value fault(Place place, String message) {
    walk.faults.add(place, message);
    return new Value.Unknown(place, "the file is wrong here");
  }

  private Value named(Expression.Name name) {
    @Nullable Double constant =
        walk.scope.find(name.name()) == null ? Functions.constant(name.name()) : null;
    if (constant != null) {
      return new Value.Real(constant);
    }
    @Nullable Symbol symbol = names.find(name.place(), name.name());
    if (symbol instanceof Symbol.Classical variable) {
      return variable.value();
    }
    if (symbol != null && !(symbol instanceof Symbol.Broken)) {
      return fault(name.place(), "\"" + name.name() + "\" is " + symbol.kind() + ", no number");
    }
    return new Value.Unknown(name.place(), "the file is wrong here");
  }

  private Value called(Expression.Call call) {
    @Nullable Symbol symbol = walk.scope.find(call.name());
    if (symbol instanceof Symbol.Subroutine subroutine) {
      return walker.call(subroutine, call);
    }
    if (symbol instanceof Symbol.External external) {
      int given = all(call.arguments()).size();
      expect(call, given, external.arguments());
      return new Value.Unknown(call.place(), call.name() + " is an external function");
    }
    if (call.name().equals("sizeof") && symbol == null) {
      return sizeOf(call);
    }
    @Nullable Integer arguments = symbol == null ? Functions.arguments(call.name()) : null;
    if (arguments != null) {
      List<Value> values = all(call.arguments());
      return expect(call, values.size(), arguments)
          ? Functions.of(call.place(), call.name(), values, walk.isQasm2())
          : new Value.Unknown(call.place(), "the file is wrong here");
    }
    @Nullable Symbol found = names.find(call.place(), call.name());
    if (found instanceof Symbol.Gate) {
      return fault(call.place(), "the gate " + call.name() + " needs qubits to act on");
    }
    return found == null || found instanceof Symbol.Broken
        ? new Value.Unknown(call.place(), "the file is wrong here")
        : fault(call.place(), "\"" + call.name() + "\" is " + found.kind() + ", not a function");
  }

  private boolean expect(Expression.Call call, int given, int expected) {
    if (given != expected) {
      fault(
          call.place(),
          call.name() + " takes " + Words.count(expected, "argument") + ", not " + given);
    }
    return given == expected;
  }

  private Value sizeOf(Expression.Call call) {
    if (call.arguments().isEmpty()) {
      return fault(call.place(), "sizeof takes an array or a register");
    }
    if (call.arguments().get(0) instanceof Expression.Name name) {
      @Nullable Symbol symbol = names.find(name.place(), name.name());
      if (symbol instanceof Symbol.Quantum qubits) {
        return new Value.Int(qubits.qubits().length);
      }
      if (symbol instanceof Symbol.Classical variable && variable.width > 0) {
        return new Value.Int(variable.width);
      }
    }
    return of(call.arguments().get(0)) instanceof Value.Items items && call.arguments().size() == 1
        ? new Value.Int(items.items().size())
        : new Value.Unknown(call.place(), "this size is not computed");
  }

  private Value indexed(Expression.Indexed indexed) {
    Value value = of(indexed.base());
    OptionalLong width = widthOf(indexed.base(), value);
    for (Selector selector : indexed.selectors()) {
      if (!(selector instanceof Selector.One one)) {
        return new Value.Unknown(indexed.place(), "parts of registers are not computed");
      }
      Value index = of(one.index());
      OptionalLong number = Numbers.whole(index);
      if (number.isEmpty()) {
        return index.isKnown() ? fault(one.index().place(), "an index is a whole number") : index;
      }
      if (width.isPresent() && !Ranges.isWithin(number.getAsLong(), width.getAsLong())) {
        return fault(
            one.index().place(),
            Ranges.outside(Words.text(indexed.base()), number.getAsLong(), width.getAsLong()));
      }
      value = element(indexed.place(), value, number.getAsLong());
      width = widthOf(indexed, value);
    }
    return value;
  }

  private OptionalLong widthOf(Expression base, Value value) {
    if (value instanceof Value.Items items) {
      return OptionalLong.of(items.items().size());
    }
    boolean named = base instanceof Expression.Name;
    @Nullable Symbol symbol = named ? walk.scope.find(((Expression.Name) base).name()) : null;
    return symbol instanceof Symbol.Classical variable
            && variable.type == Type.Kind.BIT
            && variable.width > 0
        ? OptionalLong.of(variable.width)
        : OptionalLong.empty();
  }

  private static Value element(Place place, Value value, long index) {
    if (value instanceof Value.Items items) {
      return items.items().get((int) Math.floorMod(index, (long) items.items().size()));
    }
    if (value instanceof Value.Bits bits) {
      return new Value.Bits(bits.bits() >> Math.floorMod(index, (long) bits.width()) & 1, 1);
    }
    if (value instanceof Value.Int number && index >= 0 && index < 64) {
      return new Value.Bits(number.is() >> index & 1, 1);
    }
    return value.isKnown() ? new Value.Unknown(place, "parts of this are not computed") : value;
  }

  /** Bits of a type; 0: not given, or not known. */
  int width(Type type) {
    if (type.width() == null) {
      return 0;
    }
    OptionalLong size = size(type.width());
    return size.isPresent() && size.getAsLong() <= Integer.MAX_VALUE ? (int) size.getAsLong() : 0;
  }

  /** A size that must be constant and positive; empty: it is not, which has been said. */
  OptionalLong size(Expression expression) {
    Value value = of(expression);
    OptionalLong size = Numbers.whole(value);
    if (size.isPresent() && size.getAsLong() > 0) {
      return size;
    }
    if (value instanceof Value.Unknown unknown) {
      fault(
          expression.place(), "a size must be known before the circuit runs: " + unknown.reason());
    } else {
      fault(expression.place(), "a size is a whole number from 1 on");
    }
    return OptionalLong.empty();
  }
}
