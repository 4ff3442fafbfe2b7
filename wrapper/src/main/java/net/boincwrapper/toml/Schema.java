package net.boincwrapper.toml;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.boincwrapper.job.Names;

/** Every key that a kind of file may hold, and its tables. */
public final class Schema {
  private static final Pattern INDEX = Pattern.compile("\\[\\d+\\]");

  private final List<Key> keys;
  private final Map<String, String> retired;
  private final String sections;
  private final Map<String, Key> byPath;
  private final Set<String> tables;

  private Schema(List<Key> keys, Map<String, String> retired, String sections) {
    this.keys = List.copyOf(keys);
    this.retired = Map.copyOf(retired);
    this.sections = sections;
    this.byPath =
        keys.stream().collect(Collectors.toUnmodifiableMap(Key::path, Function.identity()));
    this.tables =
        keys.stream()
            .map(key -> key.table().replace("[]", ""))
            .filter(table -> !table.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A file whose keys stand in one place each.
   *
   * @param keys in order of the reference
   * @param retired what is said of keys that there once were, by their names
   */
  public static Schema of(List<Key> keys, Map<String, String> retired) {
    return new Schema(keys, retired, "");
  }

  /**
   * A file that may hold all keys once more, in sections that its author names.
   *
   * @param sections the table that they are in: {@code project} for {@code [project."URL"]}
   */
  public static Schema withSections(List<Key> keys, String sections) {
    return new Schema(keys, Map.of(), sections);
  }

  List<Key> keys() {
    return keys;
  }

  /** Names of the keys that there once were. */
  Set<String> retired() {
    return retired.keySet();
  }

  /** Names of the tables, without brackets and sections. */
  public Set<String> tables() {
    return Collections.unmodifiableSet(tables);
  }

  /** Looks up {@code checkpoint.grace}, {@code scratch[3].path} or {@code project."URL".builds}. */
  Optional<Key> find(String path) {
    return Optional.ofNullable(byPath.get(general(inSection(path))));
  }

  /** Whether tables of this path may stand in the file, one or several. */
  boolean isTable(String path) {
    String inner = inSection(path);
    return inner.isEmpty() || path.equals(sections) || tables.contains(inner);
  }

  /** Whether a table of this path is to be written with two brackets, as often as wanted. */
  boolean isArray(String path) {
    String table = inSection(path) + "[]";
    return keys.stream().anyMatch(key -> key.table().equals(table));
  }

  /** Whether this is one table of an array. */
  boolean isElement(String path) {
    String inner = general(inSection(path));
    return inner.endsWith("[]") && tables.contains(inner.substring(0, inner.length() - 2));
  }

  /** Names of the keys of a table. */
  List<String> names(String table) {
    String inner = general(inSection(table));
    return keys.stream().filter(key -> key.table().equals(inner)).map(Key::name).toList();
  }

  /** What became of a key; empty: there never was one of that name. */
  Optional<String> retired(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return Optional.ofNullable(retired.get(plain)).map(text -> "\"" + name + "\" " + text);
  }

  /** Paths of the sections that a document has, in order of their lines. */
  public List<String> sectionsOf(TomlDocument document) {
    return sections.isEmpty() || !(document.values().get(sections) instanceof Map<?, ?> written)
        ? List.of()
        : written.keySet().stream()
            .map(name -> Names.within(sections, Names.plain(String.valueOf(name))))
            .sorted(Comparator.comparingInt(document::line))
            .toList();
  }

  /** The path within its section; the empty string for a section itself. */
  private String inSection(String path) {
    if (sections.isEmpty() || !path.startsWith(sections + ".")) {
      return path;
    }
    int name = sections.length() + 1;
    int from = path.startsWith("\"", name) ? path.indexOf('"', name + 1) + 1 : name;
    int end = path.indexOf('.', from);
    return end < 0 ? "" : path.substring(end + 1);
  }

  private static String general(String path) {
    return INDEX.matcher(path).replaceFirst("[]");
  }
}
