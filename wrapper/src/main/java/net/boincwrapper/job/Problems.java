package net.boincwrapper.job;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with one file; bounded, so that garbage does not fill a log. */
public final class Problems {
  private static final int MOST = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private boolean truncated;

  public Problems(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  public void error(int line, String message) {
    add(Problem.error(file, line, message));
  }

  public void error(String message) {
    add(Problem.error(file, message));
  }

  public void warning(int line, String message) {
    add(Problem.warning(file, line, message));
  }

  /** Whether nothing more is taken; whoever asks is assumed to have more. */
  public boolean isFull() {
    truncated |= found.size() >= MOST;
    return truncated;
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  /** In order of the lines; those of the file as a whole come last. */
  public List<Problem> sorted() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort((one, other) -> Integer.compare(place(one), place(other)));
    if (truncated) {
      sorted.add(Problem.error(file, "more problems follow; these are the first " + MOST));
    }
    return List.copyOf(sorted);
  }

  private static int place(Problem problem) {
    return problem.line().orElse(Integer.MAX_VALUE);
  }

  /** Whatever of the file a message quotes: one line. */
  private static Problem fit(Problem problem) {
    return new Problem(
        problem.severity(), problem.file(), problem.line(), Names.printable(problem.message()));
  }

  private void add(Problem unfit) {
    Problem problem = fit(unfit);
    if (found.contains(problem)) {
      return;
    }
    if (!isFull()) {
      found.add(problem);
    }
  }
}
