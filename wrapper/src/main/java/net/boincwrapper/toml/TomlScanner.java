package net.boincwrapper.toml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Problems;

/**
 * Finds where each key is written and what is wrong with the writing. toml4j drops a key without a
 * value, takes 012 for 12, stops at the first error and does not know a key's line. So this looks
 * first, and toml4j reads what is left.
 */
final class TomlScanner {
  private static final int DEEPEST_TABLE = 4;
  private static final Pattern QUOTED_NAME = Pattern.compile("\"[A-Za-z0-9:/._~@%?&=+-]+\"");

  private final Cursor cursor;
  private final Problems problems;
  private final StringBuilder readable;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, Integer> broken = new HashMap<>();
  private final Map<String, Integer> tables = new HashMap<>();
  private final Map<String, Integer> tableCounts = new HashMap<>();
  private ValueScanner value;
  private String table = "";
  private boolean tableReadable = true;

  private TomlScanner(String text, Problems problems) {
    this.cursor = new Cursor(text);
    this.value = new ValueScanner(cursor);
    this.readable = new StringBuilder(text);
    this.problems = problems;
  }

  static ScannedToml scan(String text, Problems problems) {
    TomlScanner scanner = new TomlScanner(text, problems);
    scanner.statements();
    // toml4j takes brackets in a comment after a table's name for more names.
    scanner.cursor.comments().stream().forEach(at -> scanner.blank(at, at + 1));
    return new ScannedToml(scanner.readable.toString(), scanner.lines, scanner.broken);
  }

  private void statements() {
    cursor.skipLayout();
    while (!cursor.atEnd()) {
      int start = cursor.position();
      if (problems.isFull()) {
        blank(start, readable.length());
        return;
      }
      statement(start);
      cursor.skipLayout();
    }
  }

  private void statement(int start) {
    try {
      if (cursor.peek() == '[') {
        header();
      } else {
        keyAndValue();
      }
      if (!tableReadable) {
        blank(start, cursor.position());
      }
    } catch (SyntaxProblem problem) {
      problems.error(problem.line(), problem.message());
      recover(problem.line());
      blank(start, cursor.position());
    }
  }

  /** Goes on where the next statement seems to begin: nothing else ends what is left open. */
  private void recover(int brokenLine) {
    if (cursor.line() == brokenLine) {
      cursor.skipLine();
    }
    while (value.isInside() && !cursor.atEnd() && !isStatement()) {
      cursor.skipLine();
      cursor.next();
      cursor.skipBlanks();
    }
    value = new ValueScanner(cursor);
  }

  private boolean isStatement() {
    return ValueScanner.NEW_STATEMENT.matcher(cursor.restOfLine()).matches();
  }

  private void keyAndValue() throws SyntaxProblem {
    int line = cursor.line();
    String name = keyName();
    String path = Names.within(table, name);
    Integer first = lines.containsKey(path) ? lines.get(path) : broken.get(path);
    if (tableReadable) {
      broken.putIfAbsent(path, line);
    }
    requireValue(line, name);
    value = new ValueScanner(cursor);
    value.scan(path);
    if (first != null) {
      throw new SyntaxProblem(line, duplicate("key \"" + name + "\"", first) + "; remove one");
    }
    if (tables.containsKey(path)) {
      throw new SyntaxProblem(
          line, duplicate("\"" + path + "\"", tables.get(path)) + " as a table");
    }
    broken.remove(path);
    lines.putAll(value.lines());
    lines.put(path, line);
    requireLineEnd();
  }

  private void requireValue(int line, String name) throws SyntaxProblem {
    if (cursor.next() != '=') {
      throw new SyntaxProblem(line, "no = after \"" + name + "\"; TOML wants key = value");
    }
    cursor.skipBlanks();
    if (cursor.atEnd() || cursor.peek() == '\n' || cursor.peek() == '#') {
      throw new SyntaxProblem(
          line, "key \"" + name + "\" has no value; write one or remove the line");
    }
  }

  private String keyName() throws SyntaxProblem {
    int line = cursor.line();
    int start = cursor.position();
    if (cursor.peek() == '"') {
      new StringScanner(cursor).scan();
    } else if (cursor.takeWhile(Names::isBareCharacter).isEmpty()) {
      String hint =
          cursor.peek() == '\'' ? "leave the single quotes out" : "TOML wants key = value";
      throw new SyntaxProblem(
          line, Names.shortened(cursor.restOfLine()) + " is not a key; " + hint);
    }
    String name = Names.plain(cursor.since(start));
    cursor.skipBlanks();
    if (cursor.peek() == '.') {
      throw new SyntaxProblem(
          line, "dotted key \"" + name + ".…\"; write [" + name + "] and the key below it");
    }
    return name;
  }

  private void header() throws SyntaxProblem {
    int line = cursor.line();
    tableReadable = false;
    table = "?" + line;
    boolean array = cursor.at("[[");
    cursor.skip(array ? 2 : 1);
    List<String> parts = headerParts(line);
    if (!cursor.at(array ? "]]" : "]")) {
      throw new SyntaxProblem(
          line, "table is not closed; write " + (array ? "[[name]]" : "[name]"));
    }
    cursor.skip(array ? 2 : 1);
    requireLineEnd();
    open(line, parts, array);
    tableReadable = true;
  }

  private List<String> headerParts(int line) throws SyntaxProblem {
    List<String> parts = new ArrayList<>();
    do {
      if (!parts.isEmpty()) {
        cursor.next();
      }
      cursor.skipBlanks();
      String part = headerPart();
      if (part.isEmpty() || parts.size() == DEEPEST_TABLE) {
        throw new SyntaxProblem(line, "not the name of a table; write it as [checkpoint]");
      }
      parts.add(part);
      cursor.skipBlanks();
    } while (cursor.peek() == '.');
    return parts;
  }

  /** Bare, or in quotes if it is like a URL; the empty string where it is neither. */
  private String headerPart() {
    if (cursor.peek() != '"') {
      return cursor.takeWhile(Names::isBareCharacter);
    }
    Matcher quoted = QUOTED_NAME.matcher(cursor.restOfLine());
    if (!quoted.lookingAt()) {
      return "";
    }
    cursor.skip(quoted.end());
    return Names.plain(quoted.group());
  }

  private void open(int line, List<String> parts, boolean array) throws SyntaxProblem {
    String path = resolved(parts);
    if (lines.containsKey(path) && !tables.containsKey(path)) {
      throw new SyntaxProblem(line, duplicate("\"" + path + "\"", lines.get(path)) + " as a key");
    }
    boolean seenAsArray = tableCounts.containsKey(path);
    if (tables.containsKey(path) && !(array && seenAsArray)) {
      throw new SyntaxProblem(
          line, duplicate("table [" + path + "]", tables.get(path)) + "; join the two");
    }
    tables.putIfAbsent(path, line);
    lines.putIfAbsent(path, line);
    table = path;
    if (array) {
      int index = tableCounts.merge(path, 1, Integer::sum) - 1;
      table = Names.element(path, index);
      lines.put(table, line);
    }
  }

  /** With the index of the current element where a part is an array of tables. */
  private String resolved(List<String> parts) {
    String path = "";
    for (int i = 0; i < parts.size(); i++) {
      path = Names.within(path, parts.get(i));
      Integer count = tableCounts.get(path);
      if (count != null && i < parts.size() - 1) {
        path = Names.element(path, count - 1);
      }
    }
    return path;
  }

  private void requireLineEnd() throws SyntaxProblem {
    cursor.skipBlanks();
    if (!cursor.atEnd() && cursor.peek() != '\n' && cursor.peek() != '#') {
      throw new SyntaxProblem(
          cursor.line(),
          "unexpected text: "
              + Names.shortened(cursor.restOfLine())
              + "; one key per line, comments begin with #");
    }
    cursor.skipComment();
  }

  private static String duplicate(String what, int first) {
    return "duplicate " + what + ": already in line " + first;
  }

  private void blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (readable.charAt(i) != '\n') {
        readable.setCharAt(i, ' ');
      }
    }
  }
}
