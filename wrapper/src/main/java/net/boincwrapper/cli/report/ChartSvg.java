package net.boincwrapper.cli.report;

import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.report.Chart.Bound;
import net.boincwrapper.cli.report.Chart.Point;

/**
 * A chart as a picture: what is seen without JavaScript and in print. It is as wide as the page:
 * the curve is stretched, the letters are not.
 */
final class ChartSvg {
  /** In pixels, without the numbers below. */
  private static final int HEIGHT = 150;

  /** The curve's own width, before it is stretched. */
  private static final int WIDTH = 1000;

  private static final int MOST_TIMES = 6;

  private final Chart chart;
  private final List<Point> points;
  private final ChartScale scale;
  private final List<Lane.Mark> interruptions;
  private final double end;
  private final Markup svg = new Markup();

  private ChartSvg(Chart chart, List<Lane.Mark> interruptions, double end) {
    this.chart = chart;
    this.points = chart.points();
    this.scale = ChartScale.of(chart);
    this.interruptions = interruptions;
    this.end = Math.max(end, 1e-3);
  }

  /**
   * @param id unique in the page
   * @param end of the time axis, in seconds
   */
  static Markup of(
      String id, Chart chart, List<Lane.Mark> interruptions, double end, String meaning) {
    ChartSvg drawing = new ChartSvg(chart, interruptions, end);
    drawing.draw(id, meaning);
    return drawing.svg;
  }

  private void draw(String id, String meaning) {
    String title = id + "-title";
    String description = id + "-description";
    svg.open("svg", "class", "plot", "role", "img", "aria-labelledby", title + " " + description);
    svg.leaf("title", chart.title(), "id", title);
    svg.leaf("desc", meaning, "id", description);
    scale.ticks().forEach(this::valueLine);
    Ticks.ofTime(end, MOST_TIMES).forEach(this::timeLine);
    curve();
    interruptions.forEach(this::interruption);
    chart.shownBound().ifPresent(this::bound);
    svg.close();
  }

  private void valueLine(double value) {
    String y = pixels(y(value));
    svg.leaf("line", "", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y);
    svg.leaf("text", chart.unit().tick(value), "class", "y-tick", "x", "-8", "y", y, "dy", "4");
  }

  private void timeLine(double seconds) {
    String anchor = seconds == 0 ? "start" : x(seconds) > 0.96 ? "end" : "middle";
    String y = pixels(HEIGHT + 16);
    svg.leaf("text", Ticks.time(seconds), "x", share(seconds), "y", y, "text-anchor", anchor);
  }

  private void curve() {
    if (points.isEmpty()) {
      svg.leaf(
          "text", "no figures", "x", "50%", "y", pixels(HEIGHT / 2.0), "text-anchor", "middle");
      return;
    }
    String box = "0 0 " + WIDTH + " " + HEIGHT;
    String height = pixels(HEIGHT);
    svg.open("svg", "viewBox", box, "preserveAspectRatio", "none", "height", height);
    String line = path();
    String first = pixels(x(points.get(0).at()) * WIDTH);
    String last = pixels(x(points.get(points.size() - 1).at()) * WIDTH);
    String area = line + "L" + last + " " + HEIGHT + "L" + first + " " + HEIGHT + "Z";
    svg.leaf("path", "", "class", "area", "d", area);
    svg.leaf("path", "", "class", "curve", "d", points.size() == 1 ? line + "h6" : line);
    svg.close();
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      String x = pixels(x(point.at()) * WIDTH);
      if (path.isEmpty()) {
        path.append('M').append(x).append(' ');
      } else if (chart.steady()) {
        path.append('H').append(x).append('V');
      } else {
        path.append('L').append(x).append(' ');
      }
      path.append(pixels(y(point.value())));
    }
    return path.toString();
  }

  private void interruption(Lane.Mark mark) {
    String x = share(mark.at());
    svg.open("line", "class", "hit", "x1", x, "x2", x, "y1", "0", "y2", pixels(HEIGHT));
    svg.leaf("title", mark.text()).close();
  }

  private void bound(Bound bound) {
    String y = pixels(y(bound.value()));
    svg.leaf("line", "", "class", "bound", "x1", "0", "x2", "100%", "y1", y, "y2", y);
    String above = pixels(y(bound.value()) - 5);
    svg.leaf("text", chart.text(bound), "class", "bound-text", "x", "4", "y", above);
  }

  private double x(double seconds) {
    return Math.min(1, Math.max(0, seconds / end));
  }

  private String share(double seconds) {
    return pixels(x(seconds) * 100) + "%";
  }

  private double y(double value) {
    return HEIGHT * (1 - Math.min(1, value / scale.top()));
  }

  private static String pixels(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
