package net.boincwrapper.bench;

import java.util.Locale;

/** What a figure is in, and how it is written. */
enum Unit {
  SECONDS("s"),
  CPU_SECONDS("s"),
  MEGABYTES("MB"),
  PER_SECOND("1/s"),
  TASKS(""),
  MINUTES("min"),
  BYTES("");

  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** Empty where the number says it all. */
  String symbol() {
    return symbol;
  }

  /** To three digits, and bytes in powers of 1000 with their own symbol. */
  String write(double value) {
    if (this == BYTES) {
      return bytes(value);
    }
    double size = Math.abs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.09995 ? 2 : 3;
    return this == TASKS || this == MINUTES
        ? whole(value)
        : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static String bytes(double value) {
    int power = 0;
    double rest = value;
    while (rest >= 1000 && power < SIZES.length - 1) {
      rest /= 1000;
      power++;
    }
    return whole(rest) + " " + SIZES[power];
  }
}
