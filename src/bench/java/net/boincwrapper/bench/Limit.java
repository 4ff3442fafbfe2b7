package net.boincwrapper.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What is demanded of a median.
 *
 * @param most what it may be at most
 * @param ofWhat whose figure is the unit: the limit is a ratio; empty: it is absolute
 * @param leastSize only from this size on
 * @param mostSize only up to this size
 */
record Limit(double most, Optional<String> ofWhat, double leastSize, double mostSize) {
  static Limit absolute(double most) {
    return new Limit(most, Optional.empty(), 0, Double.MAX_VALUE);
  }

  static Limit absoluteAt(double size, double most) {
    return new Limit(most, Optional.empty(), size, size);
  }

  static Limit ratio(double most, String ofWhat) {
    return ratioFrom(0, most, ofWhat);
  }

  static Limit ratioFrom(double size, double most, String ofWhat) {
    return new Limit(most, Optional.of(ofWhat), size, Double.MAX_VALUE);
  }

  boolean appliesTo(double size) {
    return leastSize <= size && size <= mostSize;
  }

  /** Such as {@code at most 0.3 s} or {@code at most 1.4 of docker run}. */
  String text(Unit unit) {
    String number = String.format(Locale.ROOT, "%.4g", most).replaceFirst("\\.?0+$", "");
    return "at most " + number + ofWhat.map(of -> " of " + of).orElse(" " + unit.symbol());
  }
}
