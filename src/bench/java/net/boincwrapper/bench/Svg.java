package net.boincwrapper.bench;

import com.google.errorprone.annotations.FormatMethod;
import java.util.List;
import java.util.Locale;

/** Writes a picture, element by element. */
final class Svg {
  private static final String STYLE =
      """
      <style>
        text { font-family: sans-serif; font-size: 12px; fill: #222 }
        .title { font-size: 13px; font-weight: bold }
        .tick { font-size: 11px; fill: #444 }
        .axis { stroke: #444; stroke-width: 1 }
        .grid { stroke: #ddd; stroke-width: 1 }
      </style>
      """;

  private final StringBuilder elements = new StringBuilder();

  /** Draws something with another place as its origin. */
  void at(double x, double y, Runnable drawing) {
    elements.append(form("<g transform=\"translate(%.1f %.1f)\">\n", x, y));
    drawing.run();
    elements.append("</g>\n");
  }

  void line(double x1, double y1, double x2, double y2, String kind) {
    elements.append(
        form(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
            x1, y1, x2, y2, kind));
  }

  /** A line of some colour, wide and faint: for ranges. */
  void coloured(double x1, double y1, double x2, double y2, String colour) {
    elements.append(
        form(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"5\""
                + " stroke-opacity=\"0.3\"/>\n",
            x1, y1, x2, y2, colour));
  }

  void path(List<double[]> points, String colour) {
    StringBuilder way = new StringBuilder();
    points.forEach(point -> way.append(form("%.1f,%.1f ", point[0], point[1])));
    elements.append(
        form(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
            way.toString().strip(), colour));
  }

  void mark(double x, double y, Style style) {
    String turn =
        style.shape().equals("diamond") ? form(" transform=\"rotate(45 %.1f %.1f)\"", x, y) : "";
    elements.append(
        style.shape().equals("circle")
            ? form("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", x, y, style.colour())
            : form(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"7\" height=\"7\" fill=\"%s\"%s/>\n",
                x - 3.5, y - 3.5, style.colour(), turn));
  }

  /**
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  void text(double x, double y, String anchor, String kind, String text) {
    elements.append(
        form(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>\n",
            x, y, anchor, kind, escaped(text)));
  }

  /** The whole picture, on white: pages can be dark. */
  String picture(int width, int height, String title) {
    return form(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" role=\"img\">\n<title>%s</title>\n",
            width, height, width, height, escaped(title))
        + STYLE
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        + elements
        + "</svg>\n";
  }

  /** As short as it can be. */
  static String number(double value) {
    double rounded = Double.parseDouble(form("%.6g", value));
    return rounded == Math.rint(rounded)
        ? form("%.0f", rounded)
        : form("%s", rounded).replaceFirst("0+$", "");
  }

  @FormatMethod
  private static String form(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
