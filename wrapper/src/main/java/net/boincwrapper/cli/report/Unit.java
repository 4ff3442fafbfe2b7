package net.boincwrapper.cli.report;

import java.util.Locale;
import net.boincwrapper.cli.display.Quantities;

/** What a chart counts, and how its values are written. */
public enum Unit {
  /** CPUs in use, such as 1.9. */
  CPUS {
    @Override
    String text(double value) {
      return String.format(Locale.ROOT, "%.2f CPUs", value);
    }

    @Override
    String tick(double value) {
      return Ticks.plain(value);
    }
  },
  BYTES {
    @Override
    String text(double value) {
      return Quantities.bytes((long) value);
    }

    @Override
    String tick(double value) {
      return Quantities.bytes((long) value).replace(".0 ", " ");
    }

    @Override
    double base() {
      return 1024;
    }
  },
  /** A share of the work, from 0 to 1. */
  SHARE {
    @Override
    String text(double value) {
      return String.format(Locale.ROOT, "%.1f %%", value * 100);
    }

    @Override
    String tick(double value) {
      return Math.round(value * 100) + " %";
    }
  },
  COUNT {
    @Override
    String text(double value) {
      return Ticks.plain(value);
    }

    @Override
    String tick(double value) {
      return Ticks.plain(value);
    }
  };

  /** A value in words. */
  abstract String text(double value);

  /** A value at an axis. */
  abstract String tick(double value);

  /** Steps of an axis are 1, 2 or 5 (10) or a power of 2 (1024) times a power of this. */
  double base() {
    return 10;
  }

  /** Its name for the page's script. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
