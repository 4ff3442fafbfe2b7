package net.boincwrapper.job;

import java.util.OptionalInt;

/**
 * Something wrong, or unwise, in a file that an author wrote.
 *
 * @param file name as the author knows it
 * @param line from 1; empty: the file as a whole
 * @param message what is wrong, and a hint
 */
public record Problem(Severity severity, String file, OptionalInt line, String message) {
  /** Whether a job with this problem can run. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Problem error(String file, int line, String message) {
    return new Problem(Severity.ERROR, file, OptionalInt.of(line), message);
  }

  public static Problem error(String file, String message) {
    return new Problem(Severity.ERROR, file, OptionalInt.empty(), message);
  }

  public static Problem warning(String file, int line, String message) {
    return new Problem(Severity.WARNING, file, OptionalInt.of(line), message);
  }

  public static Problem warning(String file, String message) {
    return new Problem(Severity.WARNING, file, OptionalInt.empty(), message);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code job.toml:7: unknown key …}. */
  @Override
  public String toString() {
    String place = line.isPresent() ? file + ":" + line.getAsInt() : file;
    return place + ": " + (isError() ? "" : "warning: ") + message;
  }
}
