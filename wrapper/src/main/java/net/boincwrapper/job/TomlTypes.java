package net.boincwrapper.job;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** TOML's names for what toml4j returns, and TOML's way of writing it. */
public final class TomlTypes {
  private TomlTypes() {}

  public static boolean isTableArray(Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(Map.class::isInstance);
  }

  /** With article and, where short, the value: {@code the integer 5}. */
  public static String name(Object value) {
    if (value instanceof Map) {
      return "a table";
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? "an empty array" : "an array of " + plural(list.get(0));
    }
    return "the " + kind(value) + " " + show(value);
  }

  /** As TOML writes it. */
  public static String show(Object value) {
    if (value instanceof String text) {
      return quote(Names.shortened(text));
    }
    if (value instanceof Date date) {
      return date.toInstant().toString();
    }
    return String.valueOf(value);
  }

  public static String quote(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + "\"";
  }

  public static String quote(List<String> texts) {
    return texts.stream().map(TomlTypes::quote).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String kind(Object value) {
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Long) {
      return "integer";
    }
    if (value instanceof Double) {
      return "float";
    }
    return value instanceof Boolean ? "boolean" : "date";
  }

  private static String plural(Object value) {
    if (value instanceof Map) {
      return "tables";
    }
    return value instanceof List ? "arrays" : kind(value) + "s";
  }
}
