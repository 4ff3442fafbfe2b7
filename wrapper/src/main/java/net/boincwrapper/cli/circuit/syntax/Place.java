package net.boincwrapper.cli.circuit.syntax;

/**
 * Where something stands.
 *
 * @param file name as the author knows it
 * @param line from 1; 0: the file as a whole
 * @param column from 1, in characters; 0: the file as a whole
 */
public record Place(String file, int line, int column) {
  public static Place whole(String file) {
    return new Place(file, 0, 0);
  }

  /** {@code circuit.qasm:7:12}. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
