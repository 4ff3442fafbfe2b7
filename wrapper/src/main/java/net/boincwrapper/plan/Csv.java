package net.boincwrapper.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Fields as the engine's command line reads them in {@code --mount} and {@code --gpus}: RFC 4180.
 */
final class Csv {
  private Csv() {}

  static String line(List<String> fields) {
    return fields.stream().map(Csv::quote).collect(Collectors.joining(","));
  }

  private static String quote(String field) {
    boolean special = field.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    boolean padded = field.startsWith(" ");
    return special || padded ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
