package net.boincwrapper.toml;

import java.util.Map;

/**
 * A text whose statements have all been looked at.
 *
 * @param readable the text with what is not TOML blanked out, its lines where they were
 * @param lines from full path ({@code checkpoint.grace}, {@code mount[1]}, {@code scratch[0].path})
 *     to line; what is not TOML is missing
 * @param broken lines of statements whose key is known and whose value is not TOML
 */
public record ScannedToml(
    String readable, Map<String, Integer> lines, Map<String, Integer> broken) {
  public ScannedToml {
    lines = Map.copyOf(lines);
    broken = Map.copyOf(broken);
  }
}
