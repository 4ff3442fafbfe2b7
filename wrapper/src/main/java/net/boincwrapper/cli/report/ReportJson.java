package net.boincwrapper.cli.report;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import net.boincwrapper.cli.report.Chart.Point;

/** The charts' figures, for the page's script. */
final class ReportJson {
  /**
   * Writes {@code <}, {@code >} and {@code &} in strings as escapes, so that none ends a script.
   */
  private static final Gson GSON = new Gson();

  private ReportJson() {}

  /** An object: charts by the id of their place in the page. */
  static String of(List<RunCharts> runs) {
    JsonObject root = new JsonObject();
    for (int run = 0; run < runs.size(); run++) {
      RunCharts charts = runs.get(run);
      for (int i = 0; i < charts.charts().size(); i++) {
        root.add(ChartSection.id(run, i), chart(charts, charts.charts().get(i)));
      }
    }
    return GSON.toJson(root);
  }

  private static JsonObject chart(RunCharts run, Chart chart) {
    ChartScale scale = ChartScale.of(chart);
    List<Point> points = chart.points();
    JsonObject json = new JsonObject();
    json.addProperty("title", PlainText.of(chart.title()));
    json.addProperty("unit", chart.unit().word());
    json.addProperty("steady", chart.steady());
    json.addProperty("end", rounded(ChartSection.end(run)));
    json.addProperty("top", rounded(scale.top()));
    json.add("ticks", numbers(scale.ticks()));
    json.add("labels", GSON.toJsonTree(scale.ticks().stream().map(chart.unit()::tick).toList()));
    json.add("x", numbers(points.stream().map(Point::at).toList()));
    json.add("y", numbers(points.stream().map(Point::value).toList()));
    chart.shownBound().ifPresent(bound -> json.add("bound", bound(chart, bound)));
    json.add("hits", hits(run.interruptions()));
    return json;
  }

  private static JsonObject bound(Chart chart, Chart.Bound bound) {
    JsonObject json = new JsonObject();
    json.addProperty("value", rounded(bound.value()));
    json.addProperty("text", PlainText.of(chart.text(bound)));
    return json;
  }

  private static JsonArray hits(List<Lane.Mark> interruptions) {
    JsonArray hits = new JsonArray();
    for (Lane.Mark mark : interruptions) {
      JsonObject json = new JsonObject();
      json.addProperty("at", rounded(mark.at()));
      json.addProperty("text", PlainText.of(mark.text()));
      hits.add(json);
    }
    return hits;
  }

  private static JsonArray numbers(List<Double> values) {
    JsonArray numbers = new JsonArray();
    values.forEach(value -> numbers.add(rounded(value)));
    return numbers;
  }

  /** To a thousandth; whole numbers without a point. */
  private static Number rounded(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? (Number) (long) value
        : (Number) (Math.round(value * 1000) / 1000.0);
  }
}
