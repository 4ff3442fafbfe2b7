package net.boincwrapper.cli.circuit;

import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** The files that come with the language. */
final class Libraries {
  private static final Map<Circuit.Dialect, String> ALL =
      Map.of(Circuit.Dialect.QASM2, "qelib1.inc", Circuit.Dialect.QASM3, "stdgates.inc");

  private Libraries() {}

  /** The one of this version of the language. */
  static String of(Circuit.Dialect dialect) {
    return Objects.requireNonNull(ALL.get(dialect));
  }

  /** Whether that is the one of another version of the language. */
  static boolean isOfAnother(String path, Circuit.Dialect dialect) {
    return ALL.containsValue(path) && !path.equals(of(dialect));
  }

  static InputStream open(String path) {
    return Objects.requireNonNull(Libraries.class.getResourceAsStream(path), path);
  }
}
