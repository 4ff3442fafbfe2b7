package net.boincwrapper.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One measure over its size, for each subject: medians joined by lines, ranges as bars. */
final class Panel {
  static final int WIDTH = 440;
  static final int HEIGHT = 280;

  private static final int LEFT = 58;
  private static final int RIGHT = WIDTH - 14;
  private static final int TOP = 42;
  private static final int BOTTOM = HEIGHT - 46;

  private final Measure measure;
  private final Figures figures;
  private final List<Style> styles;
  private final Svg svg;
  private final Scale across;
  private final Scale up;

  /**
   * @param svg whose origin is this panel's upper left corner
   */
  Panel(Measure measure, Figures figures, List<Style> styles, Svg svg) {
    this.measure = measure;
    this.figures = figures;
    this.styles = styles;
    this.svg = svg;
    this.across = across();
    this.up = Scale.of(bound(Panel::least, true), bound(Summary::high, false));
  }

  void draw() {
    svg.text(LEFT - 40, 22, "start", "title", measure.title() + unit());
    drawAcross();
    drawUp();
    for (Style style : styles) {
      List<Figure> series = figures.series(measure, style.subject());
      if (!series.isEmpty()) {
        draw(series, style);
      }
    }
  }

  private String unit() {
    return ", " + measure.unit().symbol();
  }

  private void drawAcross() {
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
    for (double tick : figures.sizes(measure)) {
      double x = x(tick);
      svg.line(x, BOTTOM, x, BOTTOM + 4, "axis");
      svg.text(x, BOTTOM + 18, "middle", "tick", measure.size().unit().write(tick));
    }
    svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 36, "middle", "tick", measure.size().title());
  }

  private void drawUp() {
    for (double tick : up.ticks()) {
      double y = y(tick);
      svg.line(LEFT, y, RIGHT, y, "grid");
      svg.text(LEFT - 6, y + 4, "end", "tick", Svg.number(tick));
    }
  }

  private void draw(List<Figure> series, Style style) {
    List<double[]> points = new ArrayList<>();
    for (Figure figure : series) {
      Summary summary = figure.summary();
      double x = x(figure.size());
      svg.coloured(x, y(summary.low()), x, y(summary.high()), style.colour());
      points.add(new double[] {x, y(summary.median())});
    }
    svg.path(points, style.colour());
    points.forEach(point -> svg.mark(point[0], point[1], style));
  }

  /** Sizes grow by factors. Some room is left, so that no mark lies on the edge. */
  private Scale across() {
    double least = figures.sizes(measure).first();
    double most = figures.sizes(measure).last();
    double room = Math.pow(most / least, 0.05);
    return new Scale(least / room, most * room, true);
  }

  private double bound(ToDoubleFunction<Summary> of, boolean least) {
    var values =
        figures.all().stream()
            .filter(figure -> figure.measure() == measure)
            .map(Figure::summary)
            .mapToDouble(of);
    return (least ? values.min() : values.max()).orElseThrow();
  }

  /** A CPU time can be below what the kernel counts: 0 among others is no reason to draw from 0. */
  private static double least(Summary summary) {
    return summary.low() == 0 ? summary.median() : summary.low();
  }

  private double x(double value) {
    return LEFT + across.position(value) * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - up.position(value) * (BOTTOM - TOP);
  }
}
