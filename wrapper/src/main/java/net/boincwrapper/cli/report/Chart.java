package net.boincwrapper.cli.report;

import java.util.List;
import java.util.Optional;

/**
 * One quantity of a run over time.
 *
 * @param points in order of time; may be empty
 * @param bound what the quantity must not exceed
 * @param steady whether a value holds until the next one, as a size does
 */
public record Chart(
    String title, Unit unit, List<Point> points, Optional<Bound> bound, boolean steady) {
  /** A bound far above everything measured would leave a flat line. */
  private static final double WORTH_SHOWING = 4;

  public Chart {
    points = List.copyOf(points);
  }

  /**
   * A measurement.
   *
   * @param at seconds since the run's app first ran
   * @param value 0 or more, in the chart's unit
   */
  public record Point(double at, double value) {}

  /**
   * A limit that the project sets.
   *
   * @param name what comes before the value, such as the project's name for it
   */
  public record Bound(String name, double value) {}

  /** A bound in words. */
  String text(Bound some) {
    return some.name() + " " + unit.text(some.value());
  }

  /** The highest value; 0 without points. */
  double peak() {
    return points.stream().mapToDouble(Point::value).max().orElse(0);
  }

  /** The bound, if it is near enough to be drawn to scale. */
  Optional<Bound> shownBound() {
    double peak = peak();
    return bound.filter(it -> it.value() <= peak * WORTH_SHOWING);
  }
}
