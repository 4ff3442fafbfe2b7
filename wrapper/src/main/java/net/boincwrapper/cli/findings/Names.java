package net.boincwrapper.cli.findings;

import java.util.List;
import java.util.stream.Collectors;

/** Names that an app has chosen, for people to read. */
public final class Names {
  private Names() {}

  /** In quotes, without characters that a terminal would obey. */
  static String quoted(String name) {
    return '"' + name.replaceAll("[\\p{Cc}\\p{Cf}]", "?") + '"';
  }

  /** The first of them; an ellipsis stands for the others. */
  public static String quoted(List<String> names, int most) {
    return names.stream().limit(most).map(Names::quoted).collect(Collectors.joining(", "))
        + (names.size() > most ? ", …" : "");
  }
}
