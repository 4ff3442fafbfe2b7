package net.boincwrapper.cli.folder;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.boincwrapper.job.Problem;

/**
 * Gathers what is wrong with a template.
 *
 * @param file its name
 */
record TemplateReport(String file, List<Problem> problems) {
  void error(TemplateElement at, String message) {
    problems.add(Problem.error(file, at.line(), message));
  }

  void warning(TemplateElement at, String message) {
    problems.add(Problem.warning(file, at.line(), message));
  }

  /** The line of the first match in the text. */
  void warning(int line, String message) {
    problems.add(Problem.warning(file, line, message));
  }

  void error(int line, String message) {
    problems.add(Problem.error(file, line, message));
  }

  void error(String message) {
    problems.add(Problem.error(file, message));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  List<Problem> sorted() {
    return problems.stream().sorted(Comparator.comparingInt(p -> p.line().orElse(0))).toList();
  }

  /** Two files of one name in a slot: the second takes the place of the first. */
  void sameNames(Stream<TemplateElement> references) {
    Map<String, TemplateElement> known = new HashMap<>();
    references
        .flatMap(reference -> reference.first("open_name").stream())
        .forEach(
            name -> {
              TemplateElement other = known.putIfAbsent(name.text(), name);
              if (other != null) {
                error(
                    name,
                    "<open_name>"
                        + name.text()
                        + "</open_name> is already in line "
                        + other.line()
                        + ": one file would take the other's place; choose another name");
              }
            });
  }
}
