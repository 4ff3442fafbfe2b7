package net.boincwrapper.cli.folder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.job.Problem;

/**
 * What is wrong with an output template: nobody looks at it before a result is made ({@code
 * tools/process_result_template.cpp}) and a client cannot make sense of it ({@code
 * client/client_state.cpp:link_result}).
 */
final class OutputTemplateChecks {
  private static final String TOP = "<output_template>";
  private static final Pattern MACRO = Pattern.compile("OUTFILE_\\d+");

  /** The server signs what begins with exactly this ({@code add_signatures}). */
  private static final Pattern UNSIGNED = Pattern.compile("<file_info>(?!\n)");

  private final TemplateElement root;
  private final Set<String> given;
  private final Set<String> inputs;
  private final TemplateReport report;
  private final Map<String, TemplateElement> declared = new HashMap<>();

  private OutputTemplateChecks(
      TemplateElement root, Set<String> given, Set<String> inputs, TemplateReport report) {
    this.inputs = inputs;
    this.root = root;
    this.given = given;
    this.report = report;
  }

  /**
   * Looks at a template that could be read.
   *
   * @param name of the file, for messages
   * @param given the job's files, which a client puts into the slot
   * @param inputs those of them that the workunit brings
   */
  static List<Problem> check(String name, String text, Set<String> given, Set<String> inputs) {
    TemplateReport report = new TemplateReport(name, new ArrayList<>());
    TemplateElement.read(text)
        .ifPresent(
            file -> {
              TemplateElement root = file.first("output_template").orElse(file);
              new OutputTemplateChecks(root, given, inputs, report).check(text);
            });
    return report.sorted();
  }

  private void check(String text) {
    Optional<TemplateElement> result = root.first("result");
    root.all("file_info").forEach(this::fileInfo);
    root.all("file_ref")
        .forEach(
            reference ->
                report.error(
                    reference,
                    "<file_ref> stands outside <result>, where it is ignored; move it inside"));
    if (result.isEmpty()) {
      report.error("has no <result>; put a <file_ref> for each output into one");
      return;
    }
    List<TemplateElement> references = result.get().all("file_ref").toList();
    boolean sketch =
        declared.isEmpty() && references.stream().allMatch(r -> r.first("file_name").isEmpty());
    if (sketch && !references.isEmpty() && report.isEmpty()) {
      report.warning(
          references.get(0),
          TemplateSketch.but(
              "no server understands it as it is: it wants <file_name><OUTFILE_0/></file_name>, and a"
                  + " <file_info> with that <name>, <max_nbytes> and <url><UPLOAD_URL/></url>"));
    } else {
      references.forEach(this::reference);
    }
    report.sameNames(references.stream());
    references.forEach(this::given);
    unused(references);
    layout(text);
  }

  private void fileInfo(TemplateElement info) {
    Optional<String> name = macro(info, "name");
    Optional<TemplateElement> most = info.first("max_nbytes");
    if (name.isEmpty()) {
      report.error(
          info,
          "<file_info> has no <name><OUTFILE_0/></name>, so the outputs of all tasks would have one"
              + " name, or none");
    } else if (declared.putIfAbsent(name.get(), info) != null) {
      report.error(
          info,
          "<" + name.get() + "/> has a <file_info> already; count on, one number for each output");
    } else if (most.isEmpty()) {
      report.error(
          info,
          "<file_info> has no <max_nbytes>, and the server makes no task without it; write the"
              + " most bytes that the output can have");
    } else if (TemplateNumber.above0(most.get().text()).isEmpty()) {
      report.error(
          most.get(),
          "<max_nbytes>"
              + most.get().text()
              + "</max_nbytes> is not a number of bytes above 0, so every result would be too long");
    } else if (info.first("url").isEmpty()) {
      report.error(
          info,
          "<file_info> has no <url><UPLOAD_URL/></url>, so the output would never be uploaded");
    }
  }

  private void reference(TemplateElement reference) {
    Optional<String> name = macro(reference, "file_name");
    if (name.isEmpty()) {
      report.error(
          reference,
          "<file_ref> has no <file_name><OUTFILE_0/></file_name> that says which <file_info> it"
              + " means, so every client would refuse the task");
    } else if (!declared.containsKey(name.get())) {
      report.error(
          reference.first("file_name").orElseThrow(),
          "<"
              + name.get()
              + "/> has no <file_info>, so every client would refuse the task; write one with"
              + " <name><"
              + name.get()
              + "/></name>");
    }
  }

  /** Such as the output of a run in the author's directory. */
  private void given(TemplateElement reference) {
    Optional<TemplateElement> openName = reference.first("open_name");
    openName
        .filter(name -> inputs.contains(name.text()))
        .ifPresent(
            name ->
                report.error(
                    name,
                    "<open_name>"
                        + name.text()
                        + "</open_name> is an input of the workunit, too; choose another name"));
    openName
        .filter(name -> given.contains(name.text()) && !inputs.contains(name.text()))
        .ifPresent(
            name ->
                report.warning(
                    name,
                    "<open_name>"
                        + name.text()
                        + "</open_name> is among the job's files already: every task would begin"
                        + " with it, and upload it even if the app writes nothing; remove the"
                        + " file"));
  }

  private void unused(List<TemplateElement> references) {
    List<String> used = references.stream().flatMap(r -> macro(r, "file_name").stream()).toList();
    declared.forEach(
        (name, info) -> {
          if (!used.contains(name)) {
            report.warning(
                info,
                "<"
                    + name
                    + "/> has no <file_ref> in <result>, so nothing is uploaded under this name;"
                    + " write one, or remove the <file_info>");
          }
        });
  }

  /** The server does not parse it: it cuts and searches. */
  private void layout(String text) {
    if (text.indexOf(TOP) > 0) {
      report.warning(
          lineOf(text, text.indexOf(TOP)),
          "is not the beginning of the file, and the server cuts off its first "
              + TOP.length()
              + " characters, whatever they are; begin with "
              + TOP);
    }
    Matcher unsigned = UNSIGNED.matcher(text);
    if (unsigned.find()) {
      report.warning(
          lineOf(text, unsigned.start()),
          "<file_info> is not followed by a line end, so the server does not sign it, and refuses"
              + " the upload; leave it alone on its line");
    }
  }

  private static int lineOf(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /** {@code OUTFILE_0} where an element holds {@code <OUTFILE_0/>}. */
  private static Optional<String> macro(TemplateElement parent, String child) {
    return parent.first(child).stream()
        .flatMap(element -> element.children().stream())
        .map(TemplateElement::name)
        .filter(name -> MACRO.matcher(name).matches())
        .findFirst();
  }
}
