package net.boincwrapper.cli.preflight;

import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.job.Problem;

/**
 * Where something is said.
 *
 * @param file name as the author knows it
 * @param line from 1; 0: the file as a whole
 */
record Origin(String file, int line) {
  static Origin whole(String file) {
    return new Origin(file, 0);
  }

  /** Of a place in a circuit. */
  static Origin of(Place place) {
    return new Origin(place.file(), place.line());
  }

  Problem error(String message) {
    return line > 0 ? Problem.error(file, line, message) : Problem.error(file, message);
  }

  Problem warning(String message) {
    return line > 0 ? Problem.warning(file, line, message) : Problem.warning(file, message);
  }

  /** {@code job.toml:7}. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
