package net.boincwrapper.toml;

import net.boincwrapper.job.Names;

/** What is written at a line is not TOML, or not TOML that toml4j reads correctly. */
final class SyntaxProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  SyntaxProblem(int line, String message) {
    super(Names.printable(message), null, false, false);
    this.line = line;
  }

  int line() {
    return line;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
