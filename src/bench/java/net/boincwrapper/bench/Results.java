package net.boincwrapper.bench;

import java.util.List;

/**
 * What one run has measured.
 *
 * @param program the wrapper under test, in words
 * @param peer the other one, in words; empty where there is none
 * @param effort {@code whole} or {@code quick}
 * @param notes what else the reader has to know
 */
record Results(
    Machine machine,
    String program,
    String peer,
    String effort,
    List<String> notes,
    Figures figures) {
  /** The same run with other figures. */
  Results with(Figures others) {
    return new Results(machine, program, peer, effort, notes, others);
  }
}
