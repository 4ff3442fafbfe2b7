package net.boincwrapper.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A picture for each kind of size, with a panel for each cost over it. */
final class Graphs {
  /** Parts of others that are drawn: the table has them. */
  private static final Set<Measure> LEFT_OUT = EnumSet.of(Measure.ENGINE_CPU, Measure.RSS);

  private static final int COLUMNS = 2;
  private static final int LEGEND_HEIGHT = 34;
  private static final int MARK_AND_GAP = 16;
  private static final int WIDTH_OF_A_LETTER = 7;

  private Graphs() {}

  /** Empty where nothing was measured at two sizes or more. */
  static Optional<String> of(Measure.Size size, Figures figures) {
    List<Measure> measures =
        Arrays.stream(Measure.values())
            .filter(m -> m.size() == size && !LEFT_OUT.contains(m))
            .filter(m -> figures.sizes(m).size() > 1)
            .toList();
    return size == Measure.Size.NONE || measures.isEmpty()
        ? Optional.empty()
        : Optional.of(draw(size, measures, figures));
  }

  private static String draw(Measure.Size size, List<Measure> measures, Figures figures) {
    List<Style> styles =
        Style.of(
            figures.subjects().stream()
                .filter(s -> measures.stream().anyMatch(m -> !figures.series(m, s).isEmpty()))
                .toList());
    Svg svg = new Svg();
    legend(styles, svg);
    for (int number = 0; number < measures.size(); number++) {
      Panel panel = new Panel(measures.get(number), figures, styles, svg);
      int x = number % COLUMNS * Panel.WIDTH;
      int y = LEGEND_HEIGHT + number / COLUMNS * Panel.HEIGHT;
      svg.at(x, y, panel::draw);
    }
    int rows = (measures.size() + COLUMNS - 1) / COLUMNS;
    int height = LEGEND_HEIGHT + rows * Panel.HEIGHT;
    return svg.picture(COLUMNS * Panel.WIDTH, height, "Costs by " + size.title());
  }

  private static void legend(List<Style> styles, Svg svg) {
    double x = 18;
    for (Style style : styles) {
      svg.mark(x, 20, style);
      svg.text(x + MARK_AND_GAP - 6, 24, "start", "tick", style.subject());
      x += 2 * MARK_AND_GAP + style.subject().length() * WIDTH_OF_A_LETTER;
    }
    svg.text(x, 24, "start", "tick", "line: medians; bar: from the least to the most");
  }
}
