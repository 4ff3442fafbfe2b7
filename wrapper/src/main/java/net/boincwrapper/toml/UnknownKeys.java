package net.boincwrapper.toml;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.Spelling;
import net.boincwrapper.job.TomlTypes;

/** Says what may have been meant by an unknown key. */
final class UnknownKeys {
  /** One of several tables of a name; a name in quotes may have brackets itself. */
  private static final Pattern ENTRY = Pattern.compile("(.*)\\[\\d+]", Pattern.DOTALL);

  private final Schema schema;
  private final TomlDocument document;
  private final Problems problems;
  private final Set<String> told = new HashSet<>();

  UnknownKeys(Schema schema, TomlDocument document, Problems problems) {
    this.schema = schema;
    this.document = document;
    this.problems = problems;
  }

  void check(String path, int line) {
    boolean known = schema.find(path).isPresent() || schema.isTable(path);
    if (!known && !problems.isFull() && !isInsideTold(path)) {
      told.add(path);
      problems.error(line, message(path));
    }
  }

  /** For what has been reported as no table, or not this kind of table. */
  void skipInside(String table) {
    told.add(table);
  }

  /** The keys of an unknown table are not reported one by one. */
  private boolean isInsideTold(String path) {
    return told.stream()
        .anyMatch(outer -> path.startsWith(outer + ".") || path.startsWith(outer + "["));
  }

  private String message(String path) {
    String table = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    String name = table.isEmpty() ? path : path.substring(table.length() + 1);
    Optional<String> retired = retired(table, name);
    if (retired.isPresent()) {
      return retired.get();
    }
    String in = table.isEmpty() ? "" : " in " + shownTable(table);
    if (table.isEmpty() && TomlTypes.isTableArray(document.values().getOrDefault(path, ""))) {
      return "unknown table [["
          + Names.shortened(name)
          + "]]"
          + Spelling.hint(name, schema.tables());
    }
    if (document.values().get(path) instanceof Map<?, ?>) {
      return "unknown table [" + Names.shortened(path) + "]" + Spelling.hint(path, schema.tables());
    }
    return "unknown key \"" + Names.shortened(name) + "\"" + in + meant(table, name);
  }

  /** Whatever it holds, and wherever it stands: what counts is that somebody remembers it. */
  private Optional<String> retired(String table, String name) {
    Optional<String> exactly = schema.retired(name);
    if (exactly.isPresent() || Spelling.nearest(name, schema.names(table)).isPresent()) {
      return exactly;
    }
    return Spelling.nearest(name, schema.retired()).flatMap(schema::retired);
  }

  private String meant(String table, String name) {
    Optional<String> here = Spelling.nearest(name, schema.names(table));
    if (here.isPresent()) {
      return "; did you mean \"" + here.get() + "\"?";
    }
    return schema.keys().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .map(key -> "; it belongs " + place(key))
        .orElse("");
  }

  private static String place(Key key) {
    return key.table().isEmpty() ? "above the first [table]" : "in " + shownTable(key.table());
  }

  private static String shownTable(String table) {
    Matcher entry = ENTRY.matcher(table);
    return entry.matches()
        ? "[[" + Names.shortened(entry.group(1)) + "]]"
        : "[" + Names.shortened(table) + "]";
  }
}
