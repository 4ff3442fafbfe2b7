package net.boincwrapper.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Results for people: tables in Markdown. Medians, and in parentheses the least and the most. */
final class Report {
  private static final String DEMANDED = "demanded";

  private final Figures figures;
  private final boolean whole;

  private Report(Figures figures, boolean whole) {
    this.figures = figures;
    this.whole = whole;
  }

  /** Everything. */
  static String of(Results results) {
    return of(results, true);
  }

  /** What has no size, and what something is demanded of. */
  static String brief(Results results) {
    return of(results, false);
  }

  private static String of(Results results, boolean whole) {
    Report report = new Report(results.figures(), whole);
    List<String> parts = new ArrayList<>();
    parts.add(head(results));
    for (Measure.Engine engine : Measure.Engine.values()) {
      for (Measure.Size size : Measure.Size.values()) {
        report.table(engine, size).ifPresent(parts::add);
      }
    }
    return String.join("\n", parts);
  }

  private static String head(Results results) {
    StringBuilder head = new StringBuilder(results.machine().text()).append(".\n");
    head.append("docker-wrapper: ").append(results.program()).append(".");
    if (!results.peer().isEmpty()) {
      head.append(" Peer: ").append(results.peer()).append(".");
    }
    if (!results.loads().isEmpty()) {
      head.append(" Load before each section: ").append(loads(results)).append(".");
    }
    results.notes().forEach(note -> head.append("\nNote: ").append(note).append("."));
    return head.append("\n").toString();
  }

  private static String loads(Results results) {
    List<String> loads = new ArrayList<>();
    results.loads().forEach((name, load) -> loads.add(name + " " + Unit.PER_SECOND.write(load)));
    return String.join(", ", loads);
  }

  /** All measures over one kind of size; empty where none was taken. */
  private Optional<String> table(Measure.Engine engine, Measure.Size size) {
    List<Measure> measures =
        Arrays.stream(Measure.values())
            .filter(m -> m.engine() == engine && m.size() == size && !sizes(m).isEmpty())
            .toList();
    if (measures.isEmpty()) {
      return Optional.empty();
    }
    List<String> subjects =
        figures.subjects().stream().filter(subject -> has(subject, measures)).toList();
    List<String> columns = new ArrayList<>(List.of(corner(engine, size)));
    columns.addAll(subjects);
    if (measures.stream().anyMatch(m -> Limit.of(m).isPresent())) {
      columns.add(DEMANDED);
    }
    StringBuilder table = new StringBuilder(line(columns));
    table.append("|---".repeat(columns.size())).append("|\n");
    for (Measure measure : measures) {
      sizes(measure).forEach(at -> table.append(line(row(measure, at, columns))));
    }
    return Optional.of(table.toString());
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String corner(Measure.Engine engine, Measure.Size size) {
    String where = engine == Measure.Engine.DOCKER ? "" : "on Podman";
    if (size == Measure.Size.NONE) {
      return where;
    }
    return where + (where.isEmpty() ? "" : ", ") + "by " + size.title();
  }

  /** At which a measure is shown. */
  private List<Double> sizes(Measure measure) {
    return figures.sizes(measure).stream()
        .filter(at -> whole || measure.size() == Measure.Size.NONE || isDemanded(measure, at))
        .toList();
  }

  private boolean isDemanded(Measure measure, double size) {
    return !demand(measure, size).isEmpty();
  }

  private boolean has(String subject, List<Measure> measures) {
    return measures.stream().anyMatch(m -> !figures.series(m, subject).isEmpty());
  }

  private List<String> row(Measure measure, double size, List<String> columns) {
    List<String> row = new ArrayList<>();
    boolean ofSize = measure.size() != Measure.Size.NONE;
    row.add(measure.title() + (ofSize ? ", " + measure.size().unit().write(size) : ""));
    for (String column : columns.subList(1, columns.size())) {
      row.add(
          column.equals(DEMANDED)
              ? demand(measure, size)
              : figures.find(measure, column, size).map(this::cell).orElse(""));
    }
    return row;
  }

  private String cell(Figure figure) {
    Unit unit = figure.measure().unit();
    String text = range(figure.summary(), unit) + " " + unit.symbol();
    Optional<Summary> ratio = Verdict.ratio(figure, figures);
    return text + ratio.map(r -> "; ratio " + range(r, unit)).orElse("");
  }

  private static String range(Summary summary, Unit unit) {
    String median = unit.write(summary.median());
    return summary.count() == 1
        ? median
        : median + " (" + unit.write(summary.low()) + "–" + unit.write(summary.high()) + ")";
  }

  private String demand(Measure measure, double size) {
    Optional<Figure> ours = figures.find(measure, Subject.OURS, size);
    return ours.flatMap(figure -> Verdict.of(figure, figures))
        .map(v -> v.limit().text(measure.unit()) + ": " + (v.met() ? "met" : "**missed**"))
        .orElse("");
  }
}
