package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.boincwrapper.cli.folder.BoincTemplate;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.cli.folder.TemplateElement;
import net.boincwrapper.job.Problem;

/** What a dry run can do without, or makes nothing of, but a server cannot. */
final class TemplateFlaws {
  private TemplateFlaws() {}

  static List<Problem> of(JobFolder folder) throws IOException {
    List<Problem> problems = new ArrayList<>();
    folder.input().ifPresent(input -> arguments(folder.inputName(), input, problems));
    folder
        .input()
        .ifPresent(input -> names(folder.inputName(), input, FileNames::flawOfInput, problems));
    folder
        .output()
        .ifPresent(output -> names(folder.outputName(), output, FileNames::flaw, problems));
    problems.addAll(physicalNames(folder));
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

  /** A file that the template names itself lies under this name among the samples. */
  private static List<Problem> physicalNames(JobFolder folder) throws IOException {
    Optional<TemplateElement> root =
        folder.input().isEmpty()
            ? Optional.empty()
            : TemplateElement.read(Files.readString(folder.input().get().source()));
    return root.map(it -> it.first("input_template").orElse(it)).stream()
        .flatMap(it -> it.all("file_info"))
        .flatMap(info -> info.first("physical_name").stream())
        .map(TemplateElement::text)
        .filter(name -> !FileNames.isPhysical(name))
        .map(
            name ->
                Problem.error(
                    folder.inputName(),
                    "<physical_name>"
                        + name
                        + "</physical_name> cannot be a file's name on a server, which takes letters,"
                        + " digits, and . _ - (no . first, no .sig last, no ..); rename it"))
        .toList();
  }

  private static void names(
      String file,
      BoincTemplate template,
      Function<String, Optional<String>> flaws,
      List<Problem> problems) {
    for (BoincTemplate.FileReference reference : template.files()) {
      flaws
          .apply(reference.openName())
          .ifPresent(
              why ->
                  problems.add(
                      Problem.error(
                          file, "<open_name>" + reference.openName() + "</open_name> " + why)));
    }
  }
}
