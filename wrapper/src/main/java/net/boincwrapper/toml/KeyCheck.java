package net.boincwrapper.toml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.Spelling;
import net.boincwrapper.job.TomlTypes;

/** Checks a document against the table of keys: unknown ones, types, ranges. */
public final class KeyCheck {
  private final Schema schema;
  private final TomlDocument document;
  private final Problems problems;
  private final Map<String, Object> good = new LinkedHashMap<>();

  private KeyCheck(Schema schema, TomlDocument document, Problems problems) {
    this.schema = schema;
    this.document = document;
    this.problems = problems;
  }

  /** Reports what does not fit, and returns the rest. */
  public static Written check(Schema schema, TomlDocument document, Problems problems) {
    KeyCheck check = new KeyCheck(schema, document, problems);
    UnknownKeys unknown = new UnknownKeys(schema, document, problems);
    document.values().forEach((path, value) -> check.value(path, value, unknown));
    document.scanned().broken().forEach((path, line) -> unknown.check(path, line));
    return new Written(document, check.good, "");
  }

  private void value(String path, Object value, UnknownKeys unknown) {
    Optional<Key> known = schema.find(path);
    if (known.isPresent()) {
      unknown.skipInside(path);
      known(path, known.get(), value);
    } else if (schema.isTable(path)) {
      table(path, value, unknown);
    } else if (!schema.isElement(path)) {
      unknown.check(path, document.line(path));
    }
  }

  private void table(String name, Object value, UnknownKeys unknown) {
    boolean array = TomlTypes.isTableArray(value);
    boolean wanted = schema.isArray(name);
    if (array != wanted) {
      unknown.skipInside(name);
    }
    if (wanted && !array) {
      wrongType(name, value, "an array of tables; write [[" + name + "]]");
    } else if (!wanted && array) {
      wrongType(name, value, "one table; write [" + name + "], once");
    } else if (!array && !(value instanceof Map)) {
      wrongType(name, value, "a table; write [" + name + "]");
    }
  }

  private void known(String path, Key key, Object value) {
    switch (key.type()) {
      case TEXT -> text(path, key, value);
      case BOOLEAN -> keep(path, value, value instanceof Boolean, "a boolean (true or false)");
      case INTEGER -> integer(path, key, value);
      case SIZE -> size(path, key, value);
      case NUMBER -> number(path, key, value);
      case TEXTS -> texts(path, value);
      case INTEGERS -> integers(path, key, value);
    }
  }

  private void text(String path, Key key, Object value) {
    boolean isWord = key.words().isEmpty() || key.words().contains(value);
    if (value instanceof String word && !isWord) {
      problems.error(
          document.line(path),
          quoted(path)
              + " is "
              + TomlTypes.show(word)
              + ", which is none of "
              + key.range()
              + Spelling.hint(word, key.words()));
    } else {
      keep(path, value, value instanceof String, "a string (in quotes)");
    }
  }

  private void integer(String path, Key key, Object value) {
    if (!(value instanceof Long number)) {
      wrongType(path, value, "an integer");
    } else if (inRange(path + "\" is ", key, number, document.line(path))) {
      good.put(path, number);
    }
  }

  private void number(String path, Key key, Object value) {
    if (!(value instanceof Number number)) {
      wrongType(path, value, "a number");
    } else if (number.doubleValue() >= key.least() && number.doubleValue() <= key.most()) {
      good.put(path, number.doubleValue());
    } else {
      problems.error(
          document.line(path), quoted(path) + " is " + value + ", outside " + key.range());
    }
  }

  private boolean inRange(String found, Key key, long number, int line) {
    boolean inside = number >= key.least() && number <= key.most();
    if (!inside) {
      problems.error(
          line, "\"" + found + number + ", outside " + key.least() + " to " + key.most());
    }
    return inside;
  }

  private void size(String path, Key key, Object value) {
    OptionalLong bytes = OptionalLong.empty();
    if (value instanceof Long number) {
      bytes = OptionalLong.of(number);
    } else if (value instanceof String written) {
      bytes = Sizes.parse(written);
    } else {
      wrongType(path, value, Sizes.FORM);
      return;
    }
    String found = quoted(path) + " is " + TomlTypes.show(value);
    if (bytes.isEmpty() || bytes.getAsLong() > Sizes.MOST) {
      problems.error(document.line(path), found + "; a size is " + Sizes.FORM);
    } else if (bytes.getAsLong() < key.least()) {
      problems.error(document.line(path), found + "; the least is " + Sizes.show(key.least()));
    } else {
      good.put(path, bytes.getAsLong());
    }
  }

  private void texts(String path, Object value) {
    boolean strings =
        value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    keep(path, value, strings, "an array of strings (such as [\"…\"])");
  }

  private void integers(String path, Key key, Object value) {
    if (!(value instanceof List<?> list) || !list.stream().allMatch(Long.class::isInstance)) {
      wrongType(path, value, "an array of integers (such as [75])");
      return;
    }
    boolean inside = true;
    for (int i = 0; i < list.size(); i++) {
      int line = document.line(Names.element(path, i));
      inside &= inRange(path + "\" has ", key, (Long) list.get(i), line);
    }
    if (inside) {
      good.put(path, List.copyOf(list));
    }
  }

  private void keep(String path, Object value, boolean fits, String wanted) {
    if (fits) {
      good.put(path, value);
    } else {
      wrongType(path, value, wanted);
    }
  }

  private void wrongType(String path, Object value, String wanted) {
    problems.error(
        document.line(path), quoted(path) + " is " + TomlTypes.name(value) + ", not " + wanted);
  }

  private static String quoted(String path) {
    return "\"" + path + "\"";
  }
}
