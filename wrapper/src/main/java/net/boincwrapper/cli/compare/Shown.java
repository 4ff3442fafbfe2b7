package net.boincwrapper.cli.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How a value of somebody else's file is shown on a terminal. */
final class Shown {
  private static final int LONGEST = 60;
  private static final MathContext DIGITS = new MathContext(3);
  private static final double LEAST_PLAIN = 1e-3;
  private static final double LARGEST_PLAIN = 1e6;

  private Shown() {}

  static String of(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST - 3) + "..." : text;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /** Three digits of a finite number that is not negative. */
  static String of(double value) {
    if (value == 0) {
      return "0";
    }
    if (value >= LEAST_PLAIN && value < LARGEST_PLAIN) {
      return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
    return String.format(Locale.ROOT, "%.2e", value)
        .replaceFirst("\\.?0*e", "e")
        .replaceFirst("e([+-])0", "e$1");
  }
}
