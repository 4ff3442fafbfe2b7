package net.boincwrapper.cli.host;

import java.util.List;
import net.boincwrapper.cli.display.Colours;
import net.boincwrapper.cli.display.Paragraph;

/** The checklist for people. */
public final class HostText {
  private static final int NAME_WIDTH = 16;
  private static final String INDENT = " ".repeat(NAME_WIDTH + 3);

  private final StringBuilder text = new StringBuilder();
  private final Colours colours;

  private HostText(Colours colours) {
    this.colours = colours;
  }

  /** Ends with a line break. */
  public static String of(HostReport report, Colours colours) {
    HostText page = new HostText(colours);
    page.line(colours.verdict(report.canRun(), verdict(report)));
    for (Part part : report.parts()) {
      page.line("");
      page.line(colours.heading(part.title()));
      part.rows().forEach(page::row);
    }
    page.line("");
    page.faults(report.faults());
    return page.text.toString();
  }

  private static String verdict(HostReport report) {
    if (report.canRun()) {
      return report.isUnsure()
          ? "Nothing was found that keeps tasks from running, but not all was seen in time."
          : "Tasks can run on this host.";
    }
    if (!report.engineFound() && report.isUnsure()) {
      return "Whether tasks can run on this host is not known: no engine has answered in time.";
    }
    return report.engineFound()
        ? "No task can run on this host: see what is wrong, at the end."
        : "No task can run on this host: no container engine was found.";
  }

  private void row(Part.Row row) {
    List<String> lines = Paragraph.lines(row.words(), Paragraph.COLUMNS - INDENT.length());
    line("  " + padded(row.name()) + lines.get(0));
    lines.stream().skip(1).forEach(rest -> line(INDENT + rest));
  }

  private static String padded(String name) {
    return name.length() > NAME_WIDTH
        ? name + " "
        : name + " ".repeat(NAME_WIDTH + 1 - name.length());
  }

  private void faults(List<Fault> faults) {
    if (faults.isEmpty()) {
      line("Nothing is wrong.");
      return;
    }
    line(colours.heading("What is wrong, and what to do"));
    for (Fault fault : faults) {
      String mark = fault.stops() ? "NO TASK RUNS: " : "";
      List<String> what = Paragraph.lines(mark + fault.what(), Paragraph.COLUMNS - 4);
      line("  - " + shown(fault, what.get(0)));
      what.stream().skip(1).forEach(rest -> line("    " + shown(fault, rest)));
      Paragraph.lines(fault.cure(), Paragraph.COLUMNS - 6).forEach(cure -> line("      " + cure));
    }
  }

  private String shown(Fault fault, String words) {
    return fault.stops() ? colours.error(words) : colours.warning(words);
  }

  private void line(String words) {
    text.append(words.stripTrailing()).append('\n');
  }
}
