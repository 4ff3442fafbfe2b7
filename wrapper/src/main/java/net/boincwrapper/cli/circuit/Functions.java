package net.boincwrapper.cli.circuit;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** The language's own functions and constants. */
final class Functions {
  private static final Map<String, Double> CONSTANTS =
      Map.of(
          "pi",
          Math.PI,
          "π",
          Math.PI,
          "tau",
          2 * Math.PI,
          "τ",
          2 * Math.PI,
          "euler",
          Math.E,
          "ℇ",
          Math.E);

  private static final Map<String, DoubleUnaryOperator> OF_ONE =
      Map.ofEntries(
          Map.entry("sin", Math::sin),
          Map.entry("cos", Math::cos),
          Map.entry("tan", Math::tan),
          Map.entry("exp", Math::exp),
          Map.entry("ln", Math::log),
          Map.entry("log", Math::log),
          Map.entry("sqrt", Math::sqrt),
          Map.entry("asin", Math::asin),
          Map.entry("acos", Math::acos),
          Map.entry("atan", Math::atan),
          Map.entry("arcsin", Math::asin),
          Map.entry("arccos", Math::acos),
          Map.entry("arctan", Math::atan));

  private static final Set<String> WHOLE = Set.of("ceiling", "floor");
  private static final Map<String, Integer> OTHERS =
      Map.of("mod", 2, "pow", 2, "popcount", 1, "rotl", 2, "rotr", 2, "real", 1, "imag", 1);

  private Functions() {}

  static @Nullable Double constant(String name) {
    return CONSTANTS.get(name);
  }

  static Set<String> names() {
    Set<String> names = new TreeSet<>(CONSTANTS.keySet());
    names.addAll(OF_ONE.keySet());
    names.addAll(WHOLE);
    names.addAll(OTHERS.keySet());
    names.add("sizeof");
    return names;
  }

  /** How many arguments it takes; null: there is no such function. */
  static @Nullable Integer arguments(String name) {
    return OF_ONE.containsKey(name) || WHOLE.contains(name) ? Integer.valueOf(1) : OTHERS.get(name);
  }

  /** With as many arguments as it takes. */
  static Value of(Place place, String name, List<Value> arguments, boolean qasm2) {
    for (Value argument : arguments) {
      if (!argument.isKnown()) {
        return argument;
      }
    }
    Arithmetic arithmetic = new Arithmetic(place, qasm2);
    @Nullable DoubleUnaryOperator function = OF_ONE.get(name);
    OptionalDouble first = Numbers.real(arguments.get(0));
    if (first.isEmpty()) {
      return new Value.Unknown(place, "arrays are not computed");
    }
    if (function != null) {
      return arithmetic.finite(function.applyAsDouble(first.getAsDouble()));
    }
    return switch (name) {
      case "ceiling" -> arithmetic.whole(Math.ceil(first.getAsDouble()));
      case "floor" -> arithmetic.whole(Math.floor(first.getAsDouble()));
      case "mod" -> arithmetic.binary("%", arguments.get(0), arguments.get(1));
      case "pow" -> arithmetic.binary("**", arguments.get(0), arguments.get(1));
      case "popcount" -> ones(place, Numbers.whole(arguments.get(0)));
      case "rotl", "rotr" -> rotated(place, name.equals("rotl"), arguments);
      default -> new Value.Unknown(place, "complex numbers are not computed");
    };
  }

  private static Value ones(Place place, OptionalLong number) {
    return number.isPresent() && number.getAsLong() >= 0
        ? new Value.Int(Long.bitCount(number.getAsLong()))
        : new Value.Unknown(place, "only bits and whole numbers from 0 on have bits to count");
  }

  private static Value rotated(Place place, boolean left, List<Value> arguments) {
    OptionalLong by = Numbers.whole(arguments.get(1));
    if (!(arguments.get(0) instanceof Value.Bits bits) || by.isEmpty()) {
      return new Value.Unknown(place, "only registers of bits are rotated");
    }
    int width = bits.width();
    int shift = (int) Math.floorMod(left ? by.getAsLong() : -by.getAsLong(), (long) width);
    long mask = (1L << width) - 1;
    long rotated = (bits.bits() << shift | bits.bits() >>> (width - shift)) & mask;
    return new Value.Bits(rotated, width);
  }
}
