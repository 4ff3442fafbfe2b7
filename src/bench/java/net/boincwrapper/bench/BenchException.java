package net.boincwrapper.bench;

/** Nothing can be measured: says what was tried and what to do. */
final class BenchException extends RuntimeException {
  BenchException(String message) {
    super(message);
  }

  /** What is said first; evidence may follow. */
  static String firstLine(Throwable thrown) {
    return thrown.toString().lines().findFirst().orElse("");
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
