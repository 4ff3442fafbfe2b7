package net.boincwrapper.cli.circuit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import net.boincwrapper.cli.circuit.syntax.CircuitProblem;
import net.boincwrapper.cli.circuit.syntax.Opening;
import net.boincwrapper.slot.Sha256;

/** Reads an OpenQASM file. */
public final class CircuitFile {
  private CircuitFile() {}

  /**
   * What a file says, and what is wrong with it.
   *
   * @param circuit its figures are unknown where there are problems
   * @param problems in order of their places; empty: none
   */
  public record Reading(Circuit circuit, List<CircuitProblem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** Whether a file is meant to be OpenQASM: by its name, {@code .qasm}, or by its first line. */
  public static boolean isCircuit(Path file) throws IOException {
    return file.toString().endsWith(".qasm") || opening(file).isDeclared();
  }

  private static Opening opening(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Opening.of(in);
    }
  }

  /**
   * Reads a file, one statement after the other. However broken or long it is, this ends within
   * bounds; what is wrong with it is among the problems.
   *
   * @param directory the job's; whatever the file includes must be below it
   * @param file relative to it; messages call it so
   * @throws IOException if the file itself cannot be read
   */
  public static Reading read(Path directory, Path file) throws IOException {
    Path whole = directory.resolve(file);
    Circuit.Dialect dialect =
        opening(whole).isQasm2() ? Circuit.Dialect.QASM2 : Circuit.Dialect.QASM3;
    MessageDigest digest = Sha256.digest();
    try (InputStream raw = new DigestInputStream(Files.newInputStream(whole), digest);
        InputStream in = Opening.withoutMark(raw)) {
      return new CircuitReader(directory, dialect)
          .read(
              file,
              in,
              () -> {
                drain(in);
                return Sha256.hex(digest.digest());
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void drain(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
