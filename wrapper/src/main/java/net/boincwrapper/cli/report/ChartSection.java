package net.boincwrapper.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.boincwrapper.cli.report.Chart.Point;

/** The charts of one run, each with its picture, a place for the live one, and its numbers. */
final class ChartSection {
  /** Rows of the table that says the same. */
  private static final int MOST_ROWS = 12;

  private ChartSection() {}

  /** Of a chart's place in the page. */
  static String id(int run, int chart) {
    return "chart-" + run + "-" + chart;
  }

  /** Of the time axis, which all charts of a run share. */
  static double end(RunCharts run) {
    return run.charts().stream()
        .flatMap(chart -> chart.points().stream())
        .mapToDouble(Point::at)
        .max()
        .orElse(1);
  }

  static Markup of(int index, RunCharts run) {
    Markup page = new Markup().open("div", "class", "charts");
    for (int i = 0; i < run.charts().size(); i++) {
      figure(page, id(index, i), run, run.charts().get(i));
    }
    return page.close();
  }

  private static void figure(Markup page, String id, RunCharts run, Chart chart) {
    page.open("figure", "class", "chart", "id", id);
    page.open("figcaption").leaf("strong", chart.title()).text(" ");
    page.leaf("span", meaning(chart), "class", "muted");
    page.leaf("output", "", "class", "readout").close();
    page.open("div", "class", "drawing");
    page.add(ChartSvg.of(id, chart, run.interruptions(), end(run), meaning(chart)));
    page.close();
    numbers(page, chart);
    page.close().line();
  }

  /** The peak, beside the bound. */
  static String meaning(Chart chart) {
    if (chart.points().isEmpty()) {
      return "not measured";
    }
    String peak = "at most " + chart.unit().text(chart.peak());
    return chart
        .bound()
        .map(bound -> peak + ", " + percent(chart.peak(), bound.value()) + chart.text(bound))
        .orElse(peak);
  }

  private static String percent(double peak, double bound) {
    return bound > 0 ? String.format(Locale.ROOT, "%.0f %% of ", 100 * peak / bound) : "";
  }

  private static void numbers(Markup page, Chart chart) {
    if (chart.points().isEmpty()) {
      return;
    }
    page.open("details", "class", "numbers").leaf("summary", "In numbers");
    page.open("table").open("thead").open("tr");
    page.leaf("th", "after", "scope", "col").leaf("th", chart.title(), "scope", "col");
    page.close().close().open("tbody");
    for (Point point : some(chart.points())) {
      page.open("tr").leaf("td", Ticks.time(Math.rint(point.at() * 10) / 10));
      page.leaf("td", chart.unit().text(point.value())).close();
    }
    page.close().close().close();
  }

  /** Evenly, the first and the last among them. */
  private static List<Point> some(List<Point> points) {
    if (points.size() <= MOST_ROWS) {
      return points;
    }
    return IntStream.range(0, MOST_ROWS)
        .mapToObj(i -> points.get((int) Math.round(i * (points.size() - 1.0) / (MOST_ROWS - 1))))
        .toList();
  }
}
