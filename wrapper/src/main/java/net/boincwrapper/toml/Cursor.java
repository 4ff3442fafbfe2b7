package net.boincwrapper.toml;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** A place in a text that knows its line. */
final class Cursor {
  /** What {@link #peek} returns at the end. */
  static final char END = '\0';

  private final String text;
  private final BitSet comments = new BitSet();
  private int position;
  private int line = 1;

  Cursor(String text) {
    this.text = text;
  }

  int position() {
    return position;
  }

  /** From 1. */
  int line() {
    return line;
  }

  boolean atEnd() {
    return position >= text.length();
  }

  char peek() {
    return atEnd() ? END : text.charAt(position);
  }

  boolean at(String expected) {
    return text.startsWith(expected, position);
  }

  /** Takes one character; nothing at the end. */
  char next() {
    if (atEnd()) {
      return END;
    }
    char c = text.charAt(position++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  void skip(int count) {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  String takeWhile(IntPredicate wanted) {
    int start = position;
    while (!atEnd() && wanted.test(peek())) {
      next();
    }
    return text.substring(start, position);
  }

  void skipBlanks() {
    takeWhile(c -> c == ' ' || c == '\t');
  }

  /** Skips blanks, line ends and comments. */
  void skipLayout() {
    while (true) {
      takeWhile(c -> c == ' ' || c == '\t' || c == '\n');
      if (peek() != '#') {
        return;
      }
      skipComment();
    }
  }

  /** Skips a comment, if there is one; stops before the line's end. */
  void skipComment() {
    if (peek() == '#') {
      int start = position;
      skipLine();
      comments.set(start, position);
    }
  }

  /** Positions of all comments that were skipped. */
  BitSet comments() {
    return comments;
  }

  /** Stops before the line's end. */
  void skipLine() {
    takeWhile(c -> c != '\n');
  }

  /** The rest of the current line. */
  String restOfLine() {
    int end = text.indexOf('\n', position);
    return text.substring(position, end < 0 ? text.length() : end);
  }

  String since(int start) {
    return text.substring(start, position);
  }
}
