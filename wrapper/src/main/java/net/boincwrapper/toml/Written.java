package net.boincwrapper.toml;

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
 * @param section where keys are looked up: the empty string for the whole file
 */
public record Written(TomlDocument document, Map<String, Object> values, String section) {
  public Written {
    values = Map.copyOf(values);
  }

  /** The same file, but every key is looked up in this section or table. */
  public Written in(String inner) {
    return new Written(document, values, inner);
  }

  /** The full path of a key of this section; an element of an array is a section of its own. */
  public String path(Key key) {
    return Names.within(section, section.endsWith("]") ? key.name() : key.path());
  }

  /** How many tables an array of tables has, by its full path. */
  public int tables(String array) {
    int count = 0;
    while (document.values().containsKey(Names.element(array, count))) {
      count++;
    }
    return count;
  }

  public boolean has(Key key) {
    return values.containsKey(path(key));
  }

  /** Whether the key is in the file, rightly or wrongly. */
  public boolean mentions(String path) {
    return document.scanned().lines().containsKey(path)
        || document.scanned().broken().containsKey(path);
  }

  public int line(Key key) {
    return document.line(path(key));
  }

  /** The line of an element of an array. */
  public int line(Key key, int index) {
    return document.line(Names.element(path(key), index));
  }

  /** Never the empty string, which says no more than a missing key. */
  public Optional<String> text(Key key) {
    return text(path(key));
  }

  public Optional<String> text(String path) {
    return Optional.ofNullable((String) values.get(path)).filter(value -> !value.isEmpty());
  }

  public String textOr(Key key, String otherwise) {
    return text(key).orElse(otherwise);
  }

  public boolean bool(Key key) {
    return values.containsKey(path(key))
        ? (Boolean) values.get(path(key))
        : Boolean.parseBoolean(key.defaultValue());
  }

  /** Empty where the key has no default. */
  public OptionalInt integer(Key key) {
    Object value = values.get(path(key));
    if (value != null) {
      return OptionalInt.of(Math.toIntExact((Long) value));
    }
    return key.defaultValue().equals(Key.NONE)
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(key.defaultValue()));
  }

  public OptionalLong size(String path) {
    Object value = values.get(path);
    return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
  }

  /** Empty where it is not written: no key of this type has a default. */
  public OptionalDouble number(Key key) {
    Object value = values.get(path(key));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
  }

  public List<String> texts(Key key) {
    return list(key).stream().map(String.class::cast).toList();
  }

  public List<Integer> integers(Key key) {
    return list(key).stream().map(value -> Math.toIntExact((Long) value)).toList();
  }

  private List<?> list(Key key) {
    return (List<?>) values.getOrDefault(path(key), List.of());
  }
}
