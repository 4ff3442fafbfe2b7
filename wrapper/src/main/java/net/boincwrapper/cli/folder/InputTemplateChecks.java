package net.boincwrapper.cli.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.boincwrapper.job.Problem;

/**
 * What BOINC's {@code create_work} refuses, or silently ignores, in an input template ({@code
 * tools/process_input_template.cpp}).
 */
final class InputTemplateChecks {
  private static final Pattern SELF_CLOSED = Pattern.compile("<file_info\\s*/>");

  private final TemplateElement root;
  private final TemplateReport report;

  private InputTemplateChecks(TemplateElement root, TemplateReport report) {
    this.root = root;
    this.report = report;
  }

  /**
   * Looks at a template that could be read.
   *
   * @param name of the file, for messages
   */
  static List<Problem> check(String name, String text) {
    TemplateReport report = new TemplateReport(name, new ArrayList<>());
    TemplateElement.read(text)
        .ifPresent(
            file -> {
              TemplateElement root = file.first("input_template").orElse(file);
              new InputTemplateChecks(root, report).check(text);
            });
    return report.sorted();
  }

  private void check(String text) {
    Optional<TemplateElement> workunit = root.first("workunit");
    if (workunit.isEmpty()) {
      report.error(
          "has no <workunit>, and create_work refuses it; put <file_ref> and bounds into one");
      return;
    }
    selfClosed(text);
    if (report.isEmpty()) {
      files(root.all("file_info").toList(), workunit.get().all("file_ref").toList());
    }
    report.sameNames(workunit.get().all("file_ref"));
    outside();
    macros(workunit.get());
    WorkunitBounds.check(workunit.get(), report);
  }

  /** <em>Measured</em>: create_work's reader does not take it for a {@code <file_info>}. */
  private void selfClosed(String text) {
    Matcher matcher = SELF_CLOSED.matcher(text);
    while (matcher.find()) {
      int line =
          1 + (int) text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
      report.error(
          line, matcher.group() + " is not counted by create_work; write <file_info></file_info>");
    }
  }

  /** They belong together in their order; numbers are ignored. */
  private void files(List<TemplateElement> infos, List<TemplateElement> references) {
    if (infos.isEmpty() && !references.isEmpty()) {
      report.warning(
          references.get(0),
          TemplateSketch.but(
              "create_work refuses it as it is: it wants <file_info></file_info> above <workunit> for"
                  + " each"));
    } else if (references.size() > infos.size()) {
      report.error(
          references.get(infos.size()),
          "this <file_ref> has no <file_info>, and create_work refuses it: it takes them in pairs,"
              + " the first with the first; write another <file_info></file_info> above <workunit>");
    } else if (infos.size() > references.size()) {
      report.error(
          infos.get(references.size()),
          "this <file_info> has no <file_ref>, and create_work refuses it: it takes them in pairs,"
              + " the first with the first; write another <file_ref> in <workunit>");
    }
    numbers(infos, "number");
    numbers(references, "file_number");
  }

  private void numbers(List<TemplateElement> elements, String tag) {
    for (int i = 0; i < elements.size(); i++) {
      Optional<TemplateElement> number = elements.get(i).first(tag);
      if (number.isPresent() && !number.get().text().equals(String.valueOf(i))) {
        report.warning(
            number.get(),
            "<"
                + tag
                + "> is ignored, and this is the file with the number "
                + i
                + ": create_work goes by the order alone; put them in order");
        return;
      }
    }
  }

  private void outside() {
    for (TemplateElement element : root.children()) {
      boolean known =
          element.name().equals("file_ref")
              || element.name().equals("command_line")
              || WorkunitBounds.isBound(element.name());
      if (known) {
        report.error(
            element,
            "<"
                + element.name()
                + "> stands outside <workunit>, where it is ignored; move it inside");
      }
    }
  }

  /** Only output templates have macros. */
  private void macros(TemplateElement workunit) {
    workunit
        .first("command_line")
        .map(TemplateElement::children)
        .map(List::stream)
        .orElseGet(Stream::empty)
        .findFirst()
        .ifPresent(
            macro ->
                report.error(
                    macro,
                    "<"
                        + macro.name()
                        + "/> is not replaced in a command line; write the file's <open_name>"));
  }
}
