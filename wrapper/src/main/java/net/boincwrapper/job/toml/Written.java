package net.boincwrapper.job.toml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.job.Names;

/**
 * The values of a file that passed the check of their keys, types and ranges; the others are not
 * here. Nothing is resolved yet.
 *
 * @param values by full path; of the type that the key names, sizes in bytes
 * @param scratchTables how many {@code [[scratch]]} there are
 */
record Written(TomlDocument document, Map<String, Object> values, int scratchTables) {
  Written {
    values = Map.copyOf(values);
  }

  boolean has(Key key) {
    return values.containsKey(key.path());
  }

  /** Whether the key is in the file, rightly or wrongly. */
  boolean mentions(String path) {
    return document.scanned().lines().containsKey(path)
        || document.scanned().broken().containsKey(path);
  }

  int line(Key key) {
    return document.line(key.path());
  }

  /** The line of an element of an array. */
  int line(Key key, int index) {
    return document.line(Names.element(key.path(), index));
  }

  /** Never the empty string, which says no more than a missing key. */
  Optional<String> text(Key key) {
    return text(key.path());
  }

  Optional<String> text(String path) {
    return Optional.ofNullable((String) values.get(path)).filter(value -> !value.isEmpty());
  }

  String textOr(Key key, String otherwise) {
    return text(key).orElse(otherwise);
  }

  boolean bool(Key key) {
    return values.containsKey(key.path())
        ? (Boolean) values.get(key.path())
        : Boolean.parseBoolean(key.defaultValue());
  }

  /** Empty where the key has no default. */
  OptionalInt integer(Key key) {
    Object value = values.get(key.path());
    if (value != null) {
      return OptionalInt.of(Math.toIntExact((Long) value));
    }
    return key.defaultValue().equals(Key.NONE)
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(key.defaultValue()));
  }

  OptionalLong size(String path) {
    Object value = values.get(path);
    return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
  }

  /** Empty where it is not written: no key of this type has a default. */
  OptionalDouble number(Key key) {
    Object value = values.get(key.path());
    return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
  }

  List<String> texts(Key key) {
    return list(key).stream().map(String.class::cast).toList();
  }

  List<Integer> integers(Key key) {
    return list(key).stream().map(value -> Math.toIntExact((Long) value)).toList();
  }

  private List<?> list(Key key) {
    return (List<?>) values.getOrDefault(key.path(), List.of());
  }
}
