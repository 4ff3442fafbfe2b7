package net.boincwrapper.cli.circuit;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Value;

/** Operators between values that are known. */
final class Arithmetic {
  private final Place place;
  private final boolean qasm2;

  /**
   * For one operator.
   *
   * @param qasm2 whether all numbers are real, so that 1/2 is a half
   */
  Arithmetic(Place place, boolean qasm2) {
    this.place = place;
    this.qasm2 = qasm2;
  }

  Value unary(String operator, Value value) {
    OptionalLong whole = Numbers.whole(value);
    OptionalDouble real = Numbers.real(value);
    if (!value.isKnown() || real.isEmpty()) {
      return value.isKnown() ? unknown("this has no number") : value;
    }
    return switch (operator) {
      case "!" -> Value.of(real.getAsDouble() == 0);
      case "-" ->
          whole.isPresent()
              ? binary("-", new Value.Int(0), value)
              : new Value.Real(-real.getAsDouble());
      default -> complement(value);
    };
  }

  private Value complement(Value value) {
    if (value instanceof Value.Bits bits) {
      return new Value.Bits(~bits.bits() & ((1L << bits.width()) - 1), bits.width());
    }
    return value instanceof Value.Int number
        ? new Value.Int(~number.is())
        : unknown("the complement of this is not computed");
  }

  Value binary(String operator, Value left, Value right) {
    if (!left.isKnown()) {
      return left;
    }
    if (!right.isKnown()) {
      return right;
    }
    OptionalDouble one = Numbers.real(left);
    OptionalDouble other = Numbers.real(right);
    if (one.isEmpty() || other.isEmpty()) {
      return unknown("arrays are not computed");
    }
    OptionalLong a = Numbers.whole(left);
    OptionalLong b = Numbers.whole(right);
    boolean dividesReals = qasm2 && (operator.equals("/") || operator.equals("**"));
    if (a.isEmpty() || b.isEmpty() || dividesReals) {
      return real(operator, one.getAsDouble(), other.getAsDouble());
    }
    try {
      return whole(operator, a.getAsLong(), b.getAsLong(), left);
    } catch (ArithmeticException e) {
      return unknown("this divides by zero, or the result has more than 63 bits");
    }
  }

  private Value real(String operator, double a, double b) {
    return switch (operator) {
      case "+" -> finite(a + b);
      case "-" -> finite(a - b);
      case "*" -> finite(a * b);
      case "/" -> finite(a / b);
      case "%" -> finite(a % b);
      case "**" -> finite(Math.pow(a, b));
      case "<", "<=", ">", ">=", "==", "!=" -> Value.of(holds(operator, order(a, b)));
      case "&&" -> Value.of(a != 0 && b != 0);
      case "||" -> Value.of(a != 0 || b != 0);
      default -> unknown("\"" + operator + "\" is for whole numbers");
    };
  }

  /** Zero is zero, whatever its sign. */
  private static int order(double a, double b) {
    return a == b ? 0 : Double.compare(a, b);
  }

  /** Of a number that is whole, but may be too large. */
  Value whole(double value) {
    return Numbers.isLong(value)
        ? new Value.Int((long) value)
        : unknown("this number has more than 63 bits");
  }

  Value finite(double value) {
    return Double.isFinite(value)
        ? new Value.Real(value)
        : unknown("this divides by zero, or is too large a number");
  }

  private Value whole(String operator, long a, long b, Value left) {
    return switch (operator) {
      case "+" -> new Value.Int(Math.addExact(a, b));
      case "-" -> new Value.Int(Math.subtractExact(a, b));
      case "*" -> new Value.Int(Math.multiplyExact(a, b));
      case "/" -> new Value.Int(b == -1 ? Math.negateExact(a) : a / b);
      case "%" -> new Value.Int(a % b);
      case "**" -> power(a, b);
      case "<", "<=", ">", ">=", "==", "!=" -> Value.of(holds(operator, Long.compare(a, b)));
      case "&&" -> Value.of(a != 0 && b != 0);
      case "||" -> Value.of(a != 0 || b != 0);
      default -> bitwise(operator, a, b, left);
    };
  }

  private Value power(long a, long b) {
    double power = Math.pow((double) a, (double) b);
    boolean exact = b >= 0 && Math.abs(power) < Numbers.EXACT;
    return exact ? new Value.Int((long) power) : finite(power);
  }

  private static boolean holds(String operator, int order) {
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "==" -> order == 0;
      default -> order != 0;
    };
  }

  private Value bitwise(String operator, long a, long b, Value left) {
    boolean shifts = operator.equals("<<") || operator.equals(">>");
    if (shifts && (b < 0 || b > 63)) {
      return unknown("this shifts by less than 0, or by more than 63 bits");
    }
    if (operator.equals("<<") && !(left instanceof Value.Bits) && a << b >> b != a) {
      return unknown("the result has more than 63 bits");
    }
    long result =
        switch (operator) {
          case "&" -> a & b;
          case "|" -> a | b;
          case "^" -> a ^ b;
          case "<<" -> a << b;
          default -> a >> b;
        };
    return left instanceof Value.Bits bits
        ? new Value.Bits(result & ((1L << bits.width()) - 1), bits.width())
        : new Value.Int(result);
  }

  private Value unknown(String reason) {
    return new Value.Unknown(place, reason);
  }
}
