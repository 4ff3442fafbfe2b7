package net.boincwrapper.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What is demanded of a median.
 *
 * @param most what it may be at most
 * @param ofWhat whose figure is the unit: the limit is a ratio; empty: it is absolute
 * @param atSize only at this size; 0: at each
 */
record Limit(double most, Optional<String> ofWhat, double atSize) {
  static Limit absolute(double most) {
    return new Limit(most, Optional.empty(), 0);
  }

  static Limit absoluteAt(double size, double most) {
    return new Limit(most, Optional.empty(), size);
  }

  static Limit ratio(double most, String ofWhat) {
    return new Limit(most, Optional.of(ofWhat), 0);
  }

  boolean appliesTo(double size) {
    return atSize == 0 || atSize == size;
  }

  /** Such as {@code at most 0.3 s} or {@code at most 1.4 of docker run}. */
  String text(Unit unit) {
    String number = String.format(Locale.ROOT, "%.4g", most).replaceFirst("\\.?0+$", "");
    return "at most " + number + ofWhat.map(of -> " of " + of).orElse(" " + unit.symbol());
  }
}
