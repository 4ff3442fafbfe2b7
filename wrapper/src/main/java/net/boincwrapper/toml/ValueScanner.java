package net.boincwrapper.toml;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import net.boincwrapper.job.Names;

/**
 * Checks a value against TOML 0.4 and notes the line of everything in it. What passes here, toml4j
 * reads correctly and without deep recursion.
 */
final class ValueScanner {
  private static final int DEEPEST = 8;

  /** Possessive, here and below: else Java goes one call deeper for each digit. */
  private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9](_?[0-9])*+)");

  private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0[0-9_]+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(0|[1-9](_?[0-9])*+)(\\.[0-9](_?[0-9])*+)?([eE][+-]?[0-9](_?[0-9])*+)?");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  static final Pattern NEW_STATEMENT =
      Pattern.compile("[A-Za-z0-9_-]+[ \t]*=.*|\\[\\[?[A-Za-z0-9_.-]+\\]\\]?[ \t]*(#.*)?");

  private final Cursor cursor;
  private final Map<String, Integer> lines = new HashMap<>();
  private int depth;
  private int lastLine;

  ValueScanner(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Lines of elements ({@code mount[1]}) and of an inline table's keys, by full path. */
  Map<String, Integer> lines() {
    return lines;
  }

  /** Whether an array or inline table is open, because it was not understood. */
  boolean isInside() {
    return depth > 0;
  }

  void scan(String path) throws SyntaxProblem {
    lines.put(path, cursor.line());
    char c = cursor.peek();
    if (c == '"' || c == '\'') {
      new StringScanner(cursor).scan();
    } else if (c == '[') {
      nested(() -> array(path));
    } else if (c == '{') {
      nested(() -> inlineTable(path));
    } else {
      word();
    }
  }

  private void nested(Part part) throws SyntaxProblem {
    if (++depth > DEEPEST) {
      throw new SyntaxProblem(
          cursor.line(), "value is nested deeper than " + DEEPEST + " brackets");
    }
    part.scan();
    depth--;
  }

  private void array(String path) throws SyntaxProblem {
    int start = cursor.line();
    lastLine = start;
    cursor.next();
    cursor.skipLayout();
    for (int index = 0; cursor.peek() != ']'; index++) {
      requireOpen(start);
      scan(Names.element(path, index));
      cursor.skipLayout();
      if (cursor.peek() == ',') {
        cursor.next();
        cursor.skipLayout();
      } else if (cursor.peek() != ']') {
        requireOpen(start);
        throw new SyntaxProblem(
            cursor.line(),
            "comma missing in the array, before " + Names.shortened(cursor.restOfLine()));
      }
    }
    cursor.next();
  }

  private void requireOpen(int start) throws SyntaxProblem {
    boolean newLine = cursor.line() > lastLine;
    lastLine = cursor.line();
    if (cursor.atEnd() || (newLine && NEW_STATEMENT.matcher(cursor.restOfLine()).matches())) {
      throw new SyntaxProblem(start, "array is never closed; add ]");
    }
  }

  private void inlineTable(String path) throws SyntaxProblem {
    int line = cursor.line();
    cursor.next();
    cursor.skipBlanks();
    while (cursor.peek() != '}') {
      member(path);
      cursor.skipBlanks();
      if (cursor.peek() == ',') {
        cursor.next();
        cursor.skipBlanks();
      } else if (cursor.peek() != '}') {
        throw new SyntaxProblem(line, "inline table is not closed on its line; add }");
      }
    }
    cursor.next();
  }

  private void member(String path) throws SyntaxProblem {
    int line = cursor.line();
    String name = cursor.takeWhile(Names::isBareCharacter);
    cursor.skipBlanks();
    if (name.isEmpty() || cursor.next() != '=') {
      throw new SyntaxProblem(line, "inline table wants { key = value, … }");
    }
    cursor.skipBlanks();
    String key = Names.within(path, name);
    if (lines.containsKey(key)) {
      throw new SyntaxProblem(line, "duplicate key \"" + name + "\"; remove one");
    }
    if (cursor.peek() == ',' || cursor.peek() == '}') {
      throw new SyntaxProblem(
          line, "key \"" + name + "\" has no value; write one or remove the key");
    }
    scan(key);
  }

  private void word() throws SyntaxProblem {
    int line = cursor.line();
    String word = cursor.takeWhile(c -> " \t\n,]}#[{\"'=".indexOf(c) < 0);
    if (word.equals("true") || word.equals("false") || TIME.matcher(word).matches()) {
      return;
    }
    if (LEADING_ZERO.matcher(word).matches()) {
      throw new SyntaxProblem(line, "number " + word + " begins with 0; leave the 0 out");
    }
    if (INTEGER.matcher(word).matches()) {
      requireLong(line, word);
    } else if (!FLOAT.matcher(word).matches()) {
      throw new SyntaxProblem(line, notAValue(word.isEmpty() ? cursor.restOfLine() : word));
    }
  }

  private static void requireLong(int line, String word) throws SyntaxProblem {
    try {
      Long.parseLong(word.replace("_", ""));
    } catch (NumberFormatException tooLarge) {
      throw new SyntaxProblem(
          line, "number " + Names.shortened(word) + " is too large: at most " + Long.MAX_VALUE);
    }
  }

  private static String notAValue(String word) {
    String shown = Names.shortened(word);
    if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
      return shown + " is not a value; TOML writes true and false in lower case";
    }
    return shown + " is not a value; text is written in quotes, as \"…\"";
  }

  private interface Part {
    void scan() throws SyntaxProblem;
  }
}
