package net.boincwrapper.cli.report;

import java.util.List;

/**
 * The vertical scale of a chart.
 *
 * @param top the value at its upper end, above 0
 * @param ticks values with a line and a number, from 0 up to {@code top}
 */
record ChartScale(double top, List<Double> ticks) {
  private static final int MOST_TICKS = 4;
  private static final double HEADROOM = 1.06;

  /** A bound has its name above it. */
  private static final double HEADROOM_OF_A_BOUND = 1.17;

  private static final double LEAST_BYTES = 1 << 20;

  static ChartScale of(Chart chart) {
    double bound = chart.shownBound().map(Chart.Bound::value).orElse(0.0);
    double highest = Math.max(bound * HEADROOM_OF_A_BOUND, chart.peak() * HEADROOM);
    double top = chart.unit() == Unit.SHARE ? 1 : Math.max(highest, least(chart.unit()));
    return new ChartScale(top, Ticks.of(top, MOST_TICKS, chart.unit()));
  }

  private static double least(Unit unit) {
    return unit == Unit.BYTES ? LEAST_BYTES : 1;
  }
}
