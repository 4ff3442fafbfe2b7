package net.boincwrapper.cli.circuit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a file begins. A file without a version is OpenQASM 3, whose grammar leaves the line to the
 * author; but where it includes {@code qelib1.inc}, which only OpenQASM 2 has, it is that, as
 * Qiskit's {@code qasm2.load} takes it.
 *
 * @param version as it is written, such as {@code 2.0}; empty: the first statement is another
 */
record Opening(Optional<String> version, boolean includesQelib) {
  private static final String BLANK = "\\uFEFF?(?:\\s|//[^\\n]*+(?:\\n|\\z)|/\\*(?s:.*?)\\*/)*+";
  private static final Pattern VERSION =
      Pattern.compile(BLANK + "OPENQASM\\s++([0-9]++(?:\\.[0-9]++)?)");
  private static final Pattern QELIB =
      Pattern.compile(BLANK + "include\\s++[\"']qelib1\\.inc[\"']");

  static Opening of(String text) {
    Matcher version = VERSION.matcher(text);
    return new Opening(
        version.lookingAt() ? Optional.of(version.group(1)) : Optional.empty(),
        QELIB.matcher(text).lookingAt());
  }

  boolean isDeclared() {
    return version.isPresent();
  }

  Circuit.Dialect dialect() {
    boolean second = version.map(is -> is.startsWith("2")).orElse(includesQelib);
    return second ? Circuit.Dialect.QASM2 : Circuit.Dialect.QASM3;
  }
}
