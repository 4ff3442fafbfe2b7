package net.boincwrapper.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an engine, as far as it decides on anything.
 *
 * @param major 0 where unknown
 */
public record EngineVersion(int major, int minor) {
  private static final Pattern BEGINNING = Pattern.compile("(\\d{1,6})\\.(\\d{1,6}).*");

  /**
   * Reads it.
   *
   * @param text such as {@code 20.10.24+dfsg1} or {@code 5.8.0-rc1}
   */
  public static EngineVersion of(String text) {
    Matcher beginning = BEGINNING.matcher(text);
    return beginning.matches()
        ? new EngineVersion(
            Integer.parseInt(beginning.group(1)), Integer.parseInt(beginning.group(2)))
        : new EngineVersion(0, 0);
  }

  public boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }
}
