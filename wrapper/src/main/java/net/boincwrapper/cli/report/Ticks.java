package net.boincwrapper.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the lines of a scale are drawn, and what is written at them. */
final class Ticks {
  private static final double[] SECONDS = {
    0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400
  };

  private Ticks() {}

  /** Values from 0 to {@code top}, at even steps, at most {@code most} and one more. */
  static List<Double> of(double top, int most, Unit unit) {
    return upTo(top, step(top / most, unit.base()));
  }

  /** Seconds from 0 to {@code end}, at most {@code most} and one more. */
  static List<Double> ofTime(double end, int most) {
    double least = end / most;
    for (double step : SECONDS) {
      if (step >= least) {
        return upTo(end, step);
      }
    }
    return upTo(end, Math.ceil(least / 86400) * 86400);
  }

  private static List<Double> upTo(double top, double step) {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The least even step that is not below {@code least}. */
  private static double step(double least, double base) {
    double unit = Math.pow(base, Math.floor(Math.log(Math.max(least, 1e-9)) / Math.log(base)));
    double step = unit;
    for (int i = 0; step < least * (1 - 1e-9); i++) {
      step = base == 1024 || i % 3 != 1 ? step * 2 : step * 2.5;
    }
    return step;
  }

  /** A number without needless digits. */
  static String plain(double value) {
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, "%.2f", value).replaceAll("0$", "");
  }

  /** Such as {@code 45 s}, {@code 1:30} (minutes) or {@code 2:00:00}. */
  static String time(double seconds) {
    if (seconds < 60) {
      return plain(seconds) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
