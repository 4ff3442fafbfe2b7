package net.boincwrapper.cli.circuit;

import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that come with the language. */
final class Libraries {
  private static final Set<String> ALL = Set.of("stdgates.inc", "qelib1.inc");

  /** Those of which people forget that they are in a file. */
  private static final Set<String> IN_BOTH =
      Set.of(
          "h", "x", "y", "z", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz", "p", "cx", "cy", "cz",
          "ch", "cp", "crx", "cry", "crz", "swap", "ccx", "cswap", "cu", "id", "u1", "u2", "u3");

  private Libraries() {}

  static boolean has(String path) {
    return ALL.contains(path);
  }

  static InputStream open(String path) {
    return Objects.requireNonNull(Libraries.class.getResourceAsStream(path), path);
  }

  /** What is to be said of a gate that is not there. */
  static String undeclared(String gate, Walk walk) {
    boolean included = walk.scope.find("cx") != null;
    if (IN_BOTH.contains(gate) && !included) {
      String file = walk.isQasm2() ? "qelib1.inc" : "stdgates.inc";
      return "the gate " + gate + " is not declared; include \"" + file + "\" first";
    }
    return "the gate " + gate + " is not declared" + Names.hint(gate, gates(walk));
  }

  private static Set<String> gates(Walk walk) {
    Set<String> gates = walk.scope.visible();
    gates.removeIf(
        name -> {
          @Nullable Symbol symbol = walk.scope.find(name);
          return !(symbol instanceof Symbol.Gate);
        });
    return gates;
  }
}
