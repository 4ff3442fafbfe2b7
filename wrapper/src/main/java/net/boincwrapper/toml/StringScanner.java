package net.boincwrapper.toml;

/** Checks the four kinds of TOML strings. */
final class StringScanner {
  private static final String ESCAPES = "btnfr\"\\";

  private final Cursor cursor;

  StringScanner(Cursor cursor) {
    this.cursor = cursor;
  }

  /** From its first quote to just after its last. */
  void scan() throws SyntaxProblem {
    if (cursor.at("\"\"\"") || cursor.at("'''")) {
      multiLine(cursor.at("\"\"\"") ? "\"\"\"" : "'''");
    } else {
      oneLine();
    }
  }

  private void oneLine() throws SyntaxProblem {
    int line = cursor.line();
    char quote = cursor.next();
    while (cursor.peek() != quote) {
      if (cursor.atEnd() || cursor.peek() == '\n') {
        throw new SyntaxProblem(
            line,
            "string is not closed on its line; add " + quote + " or write \\n for a line end");
      }
      if (cursor.next() == '\\' && quote == '"') {
        escape(false);
      }
    }
    cursor.next();
  }

  private void multiLine(String quotes) throws SyntaxProblem {
    int line = cursor.line();
    cursor.skip(quotes.length());
    while (!cursor.at(quotes)) {
      if (cursor.atEnd()) {
        throw new SyntaxProblem(line, "string is never closed; add " + quotes);
      }
      if (cursor.next() == '\\' && quotes.charAt(0) == '"') {
        escape(true);
      }
    }
    cursor.skip(quotes.length());
  }

  private void escape(boolean lineEndAllowed) throws SyntaxProblem {
    char escaped = cursor.next();
    if (escaped == 'u') {
      hexadecimal();
    } else if (escaped == 'U') {
      // toml4j takes four of the eight digits.
      throw new SyntaxProblem(
          cursor.line(), "escape \\U cannot be read; write the character itself");
    } else if (escaped == '\\' && "btnfruU\"".indexOf(cursor.peek()) >= 0) {
      // toml4j takes "\\n" for a backslash and a line end, and "\\" for an open string.
      throw new SyntaxProblem(
          cursor.line(),
          "\\\\ before " + cursor.peek() + " cannot be read; write the string in single quotes");
    } else if (ESCAPES.indexOf(escaped) < 0 && !(lineEndAllowed && isBlank(escaped))) {
      throw new SyntaxProblem(
          cursor.line(),
          "unknown escape \\" + escaped + "; write \\\\ for a backslash, or use single quotes");
    }
  }

  private void hexadecimal() throws SyntaxProblem {
    int line = cursor.line();
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(cursor.next(), 16);
      if (digit < 0) {
        throw new SyntaxProblem(line, "escape \\u wants four hexadecimal digits");
      }
      value = 16 * value + digit;
    }
    if (Character.isISOControl(value) && "\t\n\r".indexOf(value) < 0) {
      throw new SyntaxProblem(
          line, String.format("escape \\u%04X is a control character; leave it out", value));
    }
    if (value == '\\' || Character.isSurrogate((char) value)) {
      throw new SyntaxProblem(line, "this \\u escape cannot be read; write the character itself");
    }
  }

  private static boolean isBlank(char c) {
    return c == '\n' || c == ' ' || c == '\t';
  }
}
