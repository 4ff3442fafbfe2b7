package net.boincwrapper.cli.packaging;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.job.Problem;

/** What a dry run can do without, or makes nothing of, but a server cannot. */
final class TemplateFlaws {
  private TemplateFlaws() {}

  static List<Problem> of(JobFolder folder) {
    List<Problem> problems = new ArrayList<>();
    folder.input().ifPresent(input -> arguments(folder.inputName(), input, problems));
    folder.input().ifPresent(input -> names(folder.inputName(), input, problems));
    folder.output().ifPresent(output -> names(folder.outputName(), output, problems));
    if (folder.output().map(BoincTemplate::files).filter(it -> !it.isEmpty()).isEmpty()) {
      problems.add(
          Problem.error(
              folder.outputName(),
              "names no output, so a server would get nothing back; rehearse the job, and the report"
                  + " proposes a template"));
    }
    return problems;
  }

  /** It is copied without escapes ({@code tools/process_input_template.cpp:process_workunit}). */
  private static void arguments(String file, BoincTemplate input, List<Problem> problems) {
    if (input.commandLine().stream().anyMatch(word -> word.contains("<") || word.contains("&"))) {
      problems.add(
          Problem.error(
              file,
              "<command_line> contains < or &, which create_work copies without an escape, so that"
                  + " no client could read the workunit; give the app such a value by a file"));
    }
  }

  private static void names(String file, BoincTemplate template, List<Problem> problems) {
    for (BoincTemplate.FileReference reference : template.files()) {
      FileNames.flaw(reference.openName())
          .ifPresent(
              why ->
                  problems.add(
                      Problem.error(
                          file, "<open_name>" + reference.openName() + "</open_name> " + why)));
    }
  }
}
