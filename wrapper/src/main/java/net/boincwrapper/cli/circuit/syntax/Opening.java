package net.boincwrapper.cli.circuit.syntax;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.boincwrapper.cli.circuit.grammar.OpenQasmLexer;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * How a file begins. A file without a version is OpenQASM 3, whose grammar leaves the line to the
 * author; but where it includes {@code qelib1.inc} first, which is OpenQASM 2's, it is that, as
 * Qiskit's {@code qasm2.load} takes it.
 *
 * @param version as it is written, such as {@code 2.0}; empty: the first statement is another
 */
public record Opening(Optional<String> version, boolean includesQelib) {
  /** Comments before the first statement may be this long. */
  private static final int LONGEST = 64 * 1024;

  /** Of a file that begins so. */
  public static Opening of(InputStream in) throws IOException {
    InputStream start = withoutMark(new ByteArrayInputStream(in.readNBytes(LONGEST)));
    OpenQasmLexer words = new OpenQasmLexer(CharStreams.fromStream(start, StandardCharsets.UTF_8));
    words.removeErrorListeners();
    Token first = words.nextToken();
    Token second = words.nextToken();
    boolean includes = first.getType() == OpenQasmLexer.INCLUDE;
    return new Opening(
        first.getType() == OpenQasmLexer.OPENQASM
            ? Optional.of(second.getText())
            : Optional.empty(),
        includes && second.getText().contains("qelib1.inc"));
  }

  public boolean isDeclared() {
    return version.isPresent();
  }

  public boolean isQasm2() {
    return version.map(is -> is.startsWith("2")).orElse(includesQelib);
  }

  /** The same without the mark that some editors put before the first character. */
  public static InputStream withoutMark(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw);
    in.mark(3);
    if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
      in.reset();
    }
    return in;
  }
}
