package net.boincwrapper.cli.packaging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of an app version, such as {@code 1.2}. The server's database holds 100 times the
 * major number plus the minor one ({@code tools/update_versions:parse_version}), so that a minor
 * number above 99 would be another version's.
 *
 * @param major from 0
 * @param minor from 0 to 99
 */
public record VersionNumber(int major, int minor) {
  private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d{0,4})\\.(\\d{1,9})");
  private static final int MINORS = 100;

  /**
   * Reads what an author has typed.
   *
   * @throws IllegalArgumentException that says what is wrong, and what to write instead
   */
  public static VersionNumber parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no version of an app; write major.minor, such as 1.2");
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    if (minor >= MINORS) {
      throw new IllegalArgumentException(
          text
              + ": the minor number goes from 0 to 99; after "
              + major
              + ".99 comes "
              + (major + 1)
              + ".0");
    }
    VersionNumber version = new VersionNumber(major, minor);
    if (!version.toString().equals(text)) {
      throw new IllegalArgumentException(
          text
              + " and "
              + version
              + " are one version to a server, "
              + version.number()
              + "; write "
              + version);
    }
    if (version.number() == 0) {
      throw new IllegalArgumentException("0.0 is no version to a server; begin with 0.1 or 1.0");
    }
    return version;
  }

  /** As a server and a client know it: 102 for 1.2. */
  int number() {
    return MINORS * major + minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
