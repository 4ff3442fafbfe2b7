package net.boincwrapper.cli.circuit;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be said of a gate that is not there: what may have been meant, or how it is had. */
final class UndeclaredGates {
  /** Those of which people forget that they are in a file. */
  private static final Set<String> IN_BOTH =
      Set.of(
          "h", "x", "y", "z", "s", "sdg", "t", "tdg", "sx", "rx", "ry", "rz", "p", "cx", "cy", "cz",
          "ch", "cp", "crx", "cry", "crz", "swap", "ccx", "cswap", "cu", "id", "u1", "u2", "u3");

  /** What other languages call a gate of the files. */
  private static final Map<String, String> CALLED =
      Map.ofEntries(
          Map.entry("cnot", "cx"),
          Map.entry("toffoli", "ccx"),
          Map.entry("ccnot", "ccx"),
          Map.entry("fredkin", "cswap"),
          Map.entry("hadamard", "h"),
          Map.entry("not", "x"),
          Map.entry("paulix", "x"),
          Map.entry("pauliy", "y"),
          Map.entry("pauliz", "z"),
          Map.entry("identity", "id"),
          Map.entry("i", "id"),
          Map.entry("sqrtx", "sx"),
          Map.entry("cphase", "cp"),
          Map.entry("u", "U"));

  /** Gates that simulators have, and {@code stdgates.inc} has not; as Qiskit defines them. */
  private static final Map<String, String> DEFINITIONS =
      Map.ofEntries(
          Map.entry("rzz", "gate rzz(t) a, b { cx a, b; rz(t) b; cx a, b; }"),
          Map.entry("rxx", "gate rxx(t) a, b { h a; h b; cx a, b; rz(t) b; cx a, b; h a; h b; }"),
          Map.entry(
              "ryy",
              "gate ryy(t) a, b { rx(pi/2) a; rx(pi/2) b; cx a, b; rz(t) b; cx a, b; rx(-pi/2) a;"
                  + " rx(-pi/2) b; }"),
          Map.entry("rzx", "gate rzx(t) a, b { h b; cx a, b; rz(t) b; cx a, b; h b; }"),
          Map.entry("iswap", "gate iswap a, b { s a; s b; h a; cx a, b; cx b, a; h b; }"),
          Map.entry("dcx", "gate dcx a, b { cx a, b; cx b, a; }"),
          Map.entry("ccz", "gate ccz a, b, c { h c; ccx a, b, c; h c; }"),
          Map.entry("sxdg", "gate sxdg a { inv @ sx a; }"),
          Map.entry("csx", "gate csx a, b { ctrl @ sx a, b; }"),
          Map.entry("cs", "gate cs a, b { ctrl @ s a, b; }"),
          Map.entry("csdg", "gate csdg a, b { ctrl @ sdg a, b; }"));

  private UndeclaredGates() {}

  static String message(String gate, Walk walk) {
    return "the gate " + gate + " is not declared" + cure(gate, walk);
  }

  /** Whether a version of the language that the file is not in declares a register so. */
  static boolean isDeclaration(String gate, Walk walk) {
    return walk.isQasm2() && Set.of("qubit", "bit").contains(gate);
  }

  private static String cure(String gate, Walk walk) {
    if (isDeclaration(gate, walk)) {
      return "; OpenQASM 2 declares registers by qreg q[2]; and creg c[2]; or begin the file with"
          + " OPENQASM 3.0;";
    }
    boolean included = walk.scope.find("cx") != null;
    if (IN_BOTH.contains(gate) && !included) {
      return "; include \"" + Libraries.of(walk.dialect) + "\" first";
    }
    @Nullable String called = called(gate, walk);
    if (called != null) {
      return "; did you mean \"" + called + "\"?";
    }
    @Nullable String definition = walk.isQasm2() ? null : DEFINITIONS.get(gate);
    return definition == null
        ? Names.hint(gate, walk.scope.gates())
        : "; no file that comes with OpenQASM 3 has it, so define it: " + definition;
  }

  private static @Nullable String called(String gate, Walk walk) {
    String lower = gate.toLowerCase(Locale.ROOT);
    String called = CALLED.getOrDefault(lower, lower);
    return !called.equals(gate) && walk.scope.find(called) instanceof Symbol.Gate ? called : null;
  }
}
