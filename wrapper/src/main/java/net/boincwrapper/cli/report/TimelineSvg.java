package net.boincwrapper.cli.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.boincwrapper.cli.report.Lane.Mark;
import net.boincwrapper.cli.report.Lane.Sign;
import net.boincwrapper.cli.report.Lane.Span;

/** The timeline: a lane for each run, all on one scale of time, as wide as the page. */
final class TimelineSvg {
  private static final int MOST_TIMES = 8;

  /** Marks of a kind that are nearer to each other, in shares of the whole, are drawn as one. */
  private static final double NEAREST = 0.004;

  private final double end;
  private final Markup page = new Markup();

  private TimelineSvg(double end) {
    this.end = Math.max(end, 1e-3);
  }

  static Markup of(List<Lane> lanes) {
    TimelineSvg timeline = new TimelineSvg(lanes.stream().mapToDouble(Lane::end).max().orElse(0));
    timeline.page.open("div", "class", "lanes");
    for (int i = 0; i < lanes.size(); i++) {
      timeline.lane("lane-" + i, lanes.get(i));
    }
    timeline.axis();
    timeline.page.close();
    return timeline.page;
  }

  private void lane(String id, Lane lane) {
    page.open("div", "class", "lane").open("div", "class", "lane-name");
    page.leaf("strong", lane.name());
    page.add(Badge.of(lane.grade(), lane.outcome())).close();
    page.open("svg", "class", "track", "role", "img", "aria-labelledby", id);
    page.leaf("title", meaning(lane), "id", id);
    lane.spans().forEach(this::span);
    List<Mark> marks = apart(lane.marks());
    marks.stream().filter(mark -> mark.sign() != Sign.INTERRUPTED).forEach(this::mark);
    marks.stream().filter(mark -> mark.sign() == Sign.INTERRUPTED).forEach(this::interruption);
    page.close().close().line();
  }

  private static String meaning(Lane lane) {
    return lane.name()
        + ": "
        + lane.outcome()
        + ", "
        + Ticks.time(lane.end())
        + ", "
        + lane.count(Sign.SEEN)
        + " checkpoints seen, "
        + lane.count(Sign.SEALED)
        + " sealed, interruptions: "
        + lane.count(Sign.INTERRUPTED);
  }

  private void span(Span span) {
    String width = percent(span.to() - span.from());
    String style = span.state().style();
    page.open("rect", "class", style, "x", percent(span.from()), "width", width);
    String when = Ticks.time(span.from()) + " to " + Ticks.time(span.to());
    page.leaf("title", span.state().word() + ", " + when).close();
  }

  private List<Mark> apart(List<Mark> marks) {
    Map<Sign, Double> last = new EnumMap<>(Sign.class);
    List<Mark> kept = new ArrayList<>();
    for (Mark mark : marks) {
      double before = last.getOrDefault(mark.sign(), -end);
      if (mark.sign() == Sign.INTERRUPTED || mark.at() - before >= NEAREST * end) {
        kept.add(mark);
        last.put(mark.sign(), mark.at());
      }
    }
    return kept;
  }

  private void mark(Mark mark) {
    String shape = mark.sign().shape();
    page.open("use", "href", "#" + shape, "class", shape, "x", percent(mark.at()));
    page.leaf("title", said(mark)).close();
  }

  /** With its name, on the side where there is room. */
  private void interruption(Mark mark) {
    String x = percent(mark.at());
    boolean late = mark.at() > 0.7 * end;
    page.leaf("line", "", "class", "hit", "x1", x, "x2", x, "y1", "0", "y2", "100%");
    mark(mark);
    String aside = late ? "-9" : "9";
    String anchor = late ? "end" : "start";
    page.leaf("text", mark.text(), "class", "hit-text", "x", x, "dx", aside, "text-anchor", anchor);
  }

  private static String said(Mark mark) {
    String text = mark.text().isEmpty() ? "" : ": " + mark.text();
    return mark.sign().word() + text + ", at " + Ticks.time(mark.at());
  }

  private void axis() {
    page.open("div", "class", "lane axis", "aria-hidden", "true");
    page.open("div", "class", "lane-name").close();
    page.open("svg", "class", "times");
    for (double seconds : Ticks.ofTime(end, MOST_TIMES)) {
      String anchor = seconds == 0 ? "start" : seconds > 0.96 * end ? "end" : "middle";
      String x = percent(seconds);
      page.leaf("line", "", "class", "grid", "x1", x, "x2", x, "y1", "0", "y2", "5");
      page.leaf("text", Ticks.time(seconds), "x", x, "y", "18", "text-anchor", anchor);
    }
    page.close().close().line();
  }

  private String percent(double seconds) {
    return String.format(Locale.ROOT, "%.3f%%", 100 * seconds / end);
  }
}
