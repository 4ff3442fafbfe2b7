package net.boincwrapper.plan;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.job.Problem;

/** What planning has to say about a job, gathered on the way. */
final class Findings {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param file name of the job's description, for messages
   */
  Findings(String file) {
    this.file = file;
  }

  void error(String message) {
    problems.add(Problem.error(file, message));
  }

  void warning(String message) {
    problems.add(Problem.warning(file, message));
  }

  void note(String line) {
    notes.add(line);
  }

  boolean fatal() {
    return problems.stream().anyMatch(Problem::isError);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
