package net.boincwrapper.bench;

/** Nothing can be measured: says what was tried and what to do. */
final class BenchException extends RuntimeException {
  BenchException(String message) {
    super(message);
  }
}
