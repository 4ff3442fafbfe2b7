package net.boincwrapper.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what is wrong with one file; bounded, so that garbage does not fill a log. */
public final class Problems {
  private static final int MOST = 100;
  private static final String MORE = "more problems follow; these are the first " + MOST;

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private boolean truncated;

  public Problems(String file) {
    this.file = file;
  }

  /**
   * The same for those that were not gathered by this: as many as anybody reads, each in one line;
   * the rest is said to be.
   */
  public static List<Problem> first(List<Problem> all) {
    List<Problem> first =
        all.stream()
            .limit(MOST)
            .map(Problems::fit)
            .collect(Collectors.toCollection(ArrayList::new));
    if (all.size() <= MOST) {
      return List.copyOf(first);
    }
    List<Problem> rest = all.subList(MOST, all.size());
    String file = rest.get(0).file();
    first.add(
        rest.stream().anyMatch(Problem::isError)
            ? Problem.error(file, MORE)
            : Problem.warning(file, MORE));
    return List.copyOf(first);
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
      sorted.add(Problem.error(file, MORE));
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
