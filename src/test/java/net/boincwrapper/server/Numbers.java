package net.boincwrapper.server;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers as BOINC's parser takes them ({@code lib/parse.cpp:parse_double, parse_int}). What it
 * does not take it leaves out without a word, and the default stays.
 */
final class Numbers {
  private static final Pattern REAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** No exponent and no point; with a leading zero it would be octal. */
  private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9]\\d*)");

  private Numbers() {}

  static OptionalDouble real(String text) {
    return REAL.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  static OptionalDouble whole(String text) {
    return WHOLE.matcher(text).matches() ? real(text) : OptionalDouble.empty();
  }

  /** What is wrong with a number that must be above 0; empty: nothing. */
  static Optional<String> above0(String name, String text, boolean whole) {
    OptionalDouble value = whole ? whole(text) : real(text);
    if (value.isEmpty()) {
      return Optional.of(
          "<%s>%s</%s> is no %s: it is left out silently"
              .formatted(name, text, name, whole ? "integer" : "number"));
    }
    return value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble())
        ? Optional.empty()
        : Optional.of("<%s> is not above 0".formatted(name));
  }
}
