package net.boincwrapper.cli.report;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A report as one HTML page that loads nothing and runs no script but its own. */
public final class ReportPage {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)\\}\\}");

  private ReportPage() {}

  public static String of(Report report) throws IOException {
    Map<String, String> parts = new HashMap<>();
    String style = Assets.style();
    String script = Assets.script();
    parts.put("style", style);
    parts.put("style-hash", Assets.hash(style));
    parts.put("script", script);
    parts.put("script-hash", Assets.hash(script));
    parts.put("data", ReportJson.of(report.graphs()));
    parts.put("program", Markup.escaped(report.program()));
    parts.put("title", Markup.escaped(report.kind() + " of " + report.job()));
    parts.put("body", body(report).toString());
    return fill(Assets.template(), parts);
  }

  /** Looks for places in the template alone, never in what is put there. */
  private static String fill(String template, Map<String, String> parts) {
    Matcher place = PLACE.matcher(template);
    return place.replaceAll(
        found -> {
          String part = parts.get(found.group(1));
          if (part == null) {
            throw new IllegalStateException("the template has an unknown place: " + found.group());
          }
          return Matcher.quoteReplacement(part);
        });
  }

  private static Markup body(Report report) {
    Sections sections = new Sections(report);
    Markup body = new Markup();
    for (Markup section :
        List.of(
            sections.verdict(),
            sections.cards(),
            sections.timeline(),
            sections.tables(),
            sections.charts(),
            sections.notes(),
            sections.facts(),
            sections.logs())) {
      body.add(section).line();
    }
    return body;
  }
}
