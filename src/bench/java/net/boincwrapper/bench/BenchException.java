package net.boincwrapper.bench;

/** Nothing can be measured: says what was tried and what to do. */
final class BenchException extends RuntimeException {
  BenchException(String message) {
    super(message);
  }

  /** What is said first; evidence may follow. */
  static String firstLine(Throwable thrown) {
    String text = thrown instanceof BenchException ? thrown.getMessage() : thrown.toString();
    return String.valueOf(text).lines().findFirst().orElse("");
  }
}
