package net.boincwrapper.cli.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.boincwrapper.cli.report.Lane.Sign;
import net.boincwrapper.cli.report.Lane.State;
import net.boincwrapper.cli.report.Report.Card;
import net.boincwrapper.cli.report.Report.Cell;
import net.boincwrapper.cli.report.Report.Table;

/** The sections of a page. One that has nothing to say is left out. */
final class Sections {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Report report;

  Sections(Report report) {
    this.report = report;
  }

  Markup verdict() {
    Grade grade = report.verdict().grade();
    Markup page = new Markup().open("header", "class", "verdict " + grade.style());
    page.leaf("span", grade.sign(), "class", "seal", "aria-hidden", "true").open("div");
    page.open("p", "class", "kicker").text(report.kind() + " of ").leaf("b", report.job());
    page.text(" · ").leaf("time", WHEN.format(report.made()), "datetime", report.made().toString());
    page.close().leaf("h1", report.verdict().headline());
    report.verdict().reasons().forEach(reason -> page.leaf("p", reason));
    return page.close().close();
  }

  Markup cards() {
    Markup page = new Markup();
    if (report.cards().isEmpty()) {
      return page;
    }
    page.open("dl", "class", "cards");
    report.cards().forEach(card -> card(page, card));
    return page.close();
  }

  private static void card(Markup page, Card card) {
    page.open("div", "class", "card").leaf("dt", card.label());
    page.open("dd").leaf("b", card.value());
    if (!card.detail().isEmpty()) {
      page.leaf("span", card.detail(), "class", "muted");
    }
    if (card.isBounded()) {
      String width = String.format(Locale.ROOT, "%.1f%%", 100 * Math.min(1, card.share()));
      page.open("svg", "class", "gauge", "aria-hidden", "true");
      page.leaf("rect", "", "class", "gauge-whole", "width", "100%");
      page.leaf(
          "rect", "", "class", card.share() > 1 ? "gauge-over" : "gauge-part", "width", width);
      page.close();
    }
    page.close().close();
  }

  Markup timeline() {
    Markup page = new Markup();
    if (report.lanes().isEmpty()) {
      return page;
    }
    page.open("section").leaf("h2", "Timeline");
    page.leaf("p", "Time counts from the moment when the app first ran.", "class", "muted")
        .add(TimelineSvg.of(report.lanes()));
    page.open("ul", "class", "legend", "aria-label", "What the shapes mean");
    for (State state : State.values()) {
      page.open("li").open("svg", "class", "key", "aria-hidden", "true");
      page.leaf("rect", "", "class", state.style(), "width", "100%").close();
      page.text(state.word()).close();
    }
    for (Sign sign : Sign.values()) {
      page.open("li").open("svg", "class", "key", "aria-hidden", "true");
      page.leaf("use", "", "href", "#" + sign.shape(), "class", sign.shape(), "x", "50%").close();
      page.text(sign.word()).close();
    }
    return page.close().close();
  }

  Markup tables() {
    Markup page = new Markup();
    report.tables().forEach(table -> table(page, table));
    return page;
  }

  private static void table(Markup page, Table table) {
    page.open("section").leaf("h2", table.title());
    if (!table.explanation().isEmpty()) {
      page.leaf("p", table.explanation(), "class", "muted");
    }
    page.open("div", "class", "wide").open("table").open("thead").open("tr");
    table.columns().forEach(column -> page.leaf("th", column, "scope", "col"));
    page.close().close().open("tbody");
    for (var row : table.rows()) {
      page.open("tr");
      for (int i = 0; i < row.size(); i++) {
        cell(page, table.columns().get(i), row.get(i));
      }
      page.close().line();
    }
    page.close().close().close().close();
  }

  /** On a phone, each row becomes a list with the columns' names. */
  private static void cell(Markup page, String column, Cell cell) {
    page.open("td", "data-column", column);
    if (cell.grade() == Grade.OPEN) {
      page.text(cell.text());
    } else {
      page.add(Badge.of(cell.grade(), cell.text()));
    }
    if (!cell.detail().isEmpty()) {
      page.leaf("div", cell.detail(), "class", "muted");
    }
    page.close();
  }

  Markup charts() {
    Markup page = new Markup();
    for (int i = 0; i < report.graphs().size(); i++) {
      RunCharts run = report.graphs().get(i);
      if (i == 0) {
        page.open("section").leaf("h2", "What it used: " + run.run());
        page.add(ChartSection.of(i, run));
      } else {
        page.open("details", "class", "more").leaf("summary", "What it used: " + run.run());
        page.add(ChartSection.of(i, run)).close();
      }
    }
    return report.graphs().isEmpty() ? page : page.close();
  }

  Markup notes() {
    Markup page = new Markup();
    for (Report.Note note : report.notes()) {
      page.open("section").leaf("h2", note.title());
      if (note.verbatim()) {
        page.leaf("pre", String.join("\n", note.lines()), "tabindex", "0");
      } else {
        note.lines().forEach(line -> page.leaf("p", line));
      }
      page.close();
    }
    return page;
  }

  Markup facts() {
    Markup page = new Markup().open("section").leaf("h2", "Job and host");
    page.open("dl", "class", "facts");
    for (Report.Fact fact : report.facts()) {
      page.open("div").leaf("dt", fact.label()).leaf("dd", fact.value()).close();
    }
    page.close().leaf("h3", "To do it again");
    return page.leaf("pre", report.command(), "tabindex", "0").close();
  }

  Markup logs() {
    Markup page = new Markup();
    for (LogTail log : report.logs()) {
      page.open("section").leaf("h2", "Log: " + log.run());
      String which = log.cut() ? "The last " + log.lines().size() + " lines of " : "All of ";
      page.leaf("p", which + log.path(), "class", "muted");
      page.leaf("pre", String.join("\n", log.lines()), "class", "log", "tabindex", "0").close();
    }
    return page;
  }
}
