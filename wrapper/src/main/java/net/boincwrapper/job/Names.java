package net.boincwrapper.job;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Spelling of key names, the same for what is scanned and for what toml4j returns. */
public final class Names {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  private Names() {}

  public static boolean isBareCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** Without quotes where they are not needed: toml4j leaves them on. */
  public static String plain(String written) {
    if (written.length() > 2 && written.charAt(0) == '"' && written.endsWith("\"")) {
      String inner = written.substring(1, written.length() - 1);
      return BARE.matcher(inner).matches() ? inner : written;
    }
    return written;
  }

  public static String within(String table, String name) {
    return table.isEmpty() ? name : table + "." + name;
  }

  public static String element(String array, int index) {
    return array + "[" + index + "]";
  }

  /** For messages: cut if it has more than 60 characters, and each control character escaped. */
  public static String shortened(String value) {
    return printable(value.length() <= 60 ? value : value.substring(0, 57) + "…");
  }

  /** One line, whatever it quotes: each control character escaped. */
  public static String printable(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.chars().mapToObj(Names::escaped).collect(Collectors.joining());
  }

  private static String escaped(int unit) {
    return Character.isISOControl(unit) ? "\\u%04X".formatted(unit) : String.valueOf((char) unit);
  }
}
