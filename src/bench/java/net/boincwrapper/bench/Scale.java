package net.boincwrapper.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How values lie along an axis.
 *
 * @param low the first value; above 0 where it is logarithmic
 * @param high the last value, above the first
 */
record Scale(double low, double high, boolean logarithmic) {
  /** Above this ratio of the largest to the least the small ones would all look like 0. */
  private static final double LINEAR_RATIO = 12;

  /** A linear one has about so many steps. */
  private static final double STEPS = 5;

  /** From 0 where that shows everything, else logarithmic from a power of ten to another. */
  static Scale of(double least, double most) {
    if (least <= 0 || most / least <= LINEAR_RATIO) {
      double top = Math.max(most, 1e-9) * 1.08;
      return new Scale(Math.min(0, least), top, false);
    }
    return logarithmic(least, most);
  }

  /** From the power of ten below to the one above. */
  static Scale logarithmic(double least, double most) {
    double low = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
    double high = Math.pow(10, Math.ceil(Math.log10(most) - 1e-9));
    return new Scale(low, Math.max(high, 10 * low), true);
  }

  /** Where a value lies: 0 at the beginning, 1 at the end; a logarithmic one begins with 0, too. */
  double position(double value) {
    return logarithmic
        ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Values to be written beside the axis. */
  List<Double> ticks() {
    return logarithmic ? decades() : steps();
  }

  private List<Double> decades() {
    List<Double> ticks = new ArrayList<>();
    for (double tick = low; tick <= high * 1.001; tick *= 10) {
      ticks.add(tick);
    }
    return ticks;
  }

  /** Of 1, 2 or 5 times a power of ten. */
  private List<Double> steps() {
    double rough = (high - low) / STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double factor = rough / power;
    double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (long count = (long) Math.ceil(low / step); count * step <= high; count++) {
      ticks.add(count * step);
    }
    return ticks;
  }
}
