package net.boincwrapper.cli.circuit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.slot.Sha256;

/** Reads an OpenQASM file. */
public final class CircuitFile {
  /** How much of a file is looked at to tell whether it is OpenQASM. */
  private static final int OPENING = 4096;

  private CircuitFile() {}

  /**
   * What a file says, and what is wrong with it.
   *
   * @param circuit its counts are unknown where there are problems
   * @param problems in order of their places; empty: none
   */
  public record Reading(Circuit circuit, List<CircuitProblem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** Whether a file is meant to be OpenQASM: by its name, {@code .qasm}, or by its first line. */
  public static boolean isCircuit(Path file) throws IOException {
    if (file.toString().endsWith(".qasm")) {
      return true;
    }
    try (var in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(OPENING);
      return Opening.of(new String(start, StandardCharsets.UTF_8)).isDeclared();
    }
  }

  /**
   * Reads a file. However broken or long it is, this ends within bounds and throws nothing.
   *
   * @param directory the job's; whatever the file includes must be below it
   * @param file relative to it
   * @throws IOException if the file itself cannot be read
   */
  public static Reading read(Path directory, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve(file));
    Opening opening = Opening.of(new String(bytes, StandardCharsets.UTF_8));
    String name = file.toString();
    Place whole = Place.whole(name);
    String reason = "circuits are not counted yet";
    Circuit circuit =
        new Circuit(
            name,
            Sha256.hex(Sha256.digest().digest(bytes)),
            opening.dialect(),
            Fact.unknown(whole, reason),
            Fact.unknown(whole, reason),
            Fact.unknown(whole, reason),
            Fact.unknown(whole, reason),
            Fact.unknown(whole, reason),
            Fact.unknown(whole, reason),
            Fact.unknown(whole, reason),
            Fact.unknown(whole, reason),
            Fact.unknown(whole, reason));
    return new Reading(circuit, List.of());
  }
}
