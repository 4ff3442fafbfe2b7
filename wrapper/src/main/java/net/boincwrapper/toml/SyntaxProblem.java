package net.boincwrapper.toml;

/** What is written at a line is not TOML, or not TOML that toml4j reads correctly. */
final class SyntaxProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  SyntaxProblem(int line, String message) {
    super(message, null, false, false);
    this.line = line;
  }

  int line() {
    return line;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
