package net.boincwrapper.job;

/** Where to report what is wrong with one value: its line, and how the message begins. */
public record Place(Problems problems, int line, String subject) {
  public void error(String message) {
    problems.error(line, subject + " " + message);
  }

  public void warning(String message) {
    problems.warning(line, subject + " " + message);
  }

  /** The same line, another beginning. */
  public Place about(String other) {
    return new Place(problems, line, other);
  }
}
