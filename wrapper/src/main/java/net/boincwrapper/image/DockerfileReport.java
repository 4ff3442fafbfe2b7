package net.boincwrapper.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.boincwrapper.image.Dockerfile.Instruction;
import net.boincwrapper.job.Problem;

/** Gathers what is to be said of a Dockerfile. */
final class DockerfileReport {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  DockerfileReport(String file) {
    this.file = file;
  }

  void error(Instruction at, String message) {
    problems.add(Problem.error(file, at.line(), at.keyword() + ": " + message));
  }

  void warning(Instruction at, String message) {
    problems.add(Problem.warning(file, at.line(), at.keyword() + ": " + message));
  }

  /** Of the file as a whole. */
  void warning(String message) {
    problems.add(Problem.warning(file, message));
  }

  boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }

  /** Whether an instruction has an error already: one is enough. */
  boolean hasErrorAt(Instruction at) {
    return problems.stream().anyMatch(p -> p.isError() && p.line().orElse(0) == at.line());
  }

  /** In order of the lines. */
  List<Problem> sorted() {
    return problems.stream().sorted(Comparator.comparingInt(p -> p.line().orElse(0))).toList();
  }
}
