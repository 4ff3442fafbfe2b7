package net.boincwrapper.job;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something wrong, or unwise, in a file that an author wrote.
 *
 * @param file name as the author knows it
 * @param line from 1; empty: the file as a whole
 * @param message what is wrong, and a hint; its control characters are escaped, but for line feeds,
 *     and its lines are not long
 */
public record Problem(Severity severity, String file, OptionalInt line, String message) {
  /** Whether a job with this problem can run. */
  public enum Severity {
    ERROR,
    WARNING
  }

  private static final int LONGEST_LINE = 500;

  /**
   * What a message quotes neither controls the terminal or the log that it is shown in, nor fills
   * it.
   */
  public Problem {
    message =
        Stream.of(message.split("\n", -1)).map(Problem::fitting).collect(Collectors.joining("\n"));
  }

  private static String fitting(String text) {
    String line = Names.printable(text);
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
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
