package net.boincwrapper.cli.circuit;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Type;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** A value as a number, or a number as a value of some type. */
final class Numbers {
  /** Below it each whole number is a real one, and none is rounded. */
  static final double EXACT = 1L << 53;

  private Numbers() {}

  static OptionalLong whole(Value value) {
    if (value instanceof Value.Int number) {
      return OptionalLong.of(number.is());
    }
    if (value instanceof Value.Bits bits) {
      return OptionalLong.of(bits.bits());
    }
    if (value instanceof Value.Bool bool) {
      return OptionalLong.of(bool.is() ? 1 : 0);
    }
    return OptionalLong.empty();
  }

  static OptionalDouble real(Value value) {
    if (value instanceof Value.Real number) {
      return OptionalDouble.of(number.is());
    }
    OptionalLong whole = whole(value);
    return whole.isPresent()
        ? OptionalDouble.of((double) whole.getAsLong())
        : OptionalDouble.empty();
  }

  /** Whether it counts as true; null: not known. */
  static @Nullable Boolean truth(Value value) {
    OptionalDouble number = real(value);
    return number.isPresent() ? number.getAsDouble() != 0 : null;
  }

  /**
   * As a variable of some type keeps it: whole numbers wrap around, angles do at a full turn.
   *
   * @param width 0: not given
   * @param place where it becomes one
   */
  static Value as(Type.Kind type, int width, Value value, Place place) {
    if (!value.isKnown()) {
      return value;
    }
    OptionalDouble real = real(value);
    if (real.isEmpty()) {
      return value;
    }
    boolean whole = type == Type.Kind.INT || type == Type.Kind.UINT || type == Type.Kind.BIT;
    if (whole && !hasRoom(type, width, value)) {
      return new Value.Unknown(place, "this number has more than 63 bits");
    }
    return switch (type) {
      case INT -> new Value.Int(signed(truncated(value), width));
      case UINT -> new Value.Int(unsigned(truncated(value), width));
      case FLOAT -> new Value.Real(real.getAsDouble());
      case ANGLE -> new Value.Real(angle(real.getAsDouble(), width));
      case BOOL -> Value.of(real.getAsDouble() != 0);
      case BIT ->
          new Value.Bits(unsigned(truncated(value), Math.max(1, width)), Math.max(1, width));
      default -> value;
    };
  }

  /** Whether 63 bits hold it; an unsigned number below 0 wraps around to one of all its bits. */
  private static boolean hasRoom(Type.Kind type, int width, Value value) {
    return isLong(real(value).orElse(0))
        && (type != Type.Kind.UINT || (width > 0 && width < 63) || truncated(value) >= 0);
  }

  /** Whether it can be cut to a whole number of 63 bits and a sign. */
  static boolean isLong(double value) {
    return Math.abs(value) < 0x1p63;
  }

  private static long truncated(Value value) {
    OptionalLong whole = whole(value);
    return whole.isPresent() ? whole.getAsLong() : (long) real(value).orElse(0);
  }

  private static long signed(long value, int width) {
    int unused = 64 - width;
    return width <= 0 || width >= 64 ? value : value << unused >> unused;
  }

  private static long unsigned(long value, int width) {
    return width <= 0 || width >= 63 ? value : value & ((1L << width) - 1);
  }

  /** An angle of so many bits is a whole multiple of a full turn divided by a power of two. */
  private static double angle(double value, int width) {
    double turn = 2 * Math.PI;
    double positive = value - turn * Math.floor(value / turn);
    if (width <= 0 || width > 52) {
      return positive;
    }
    double unit = turn / (1L << width);
    return Math.rint(positive / unit) * unit;
  }
}
