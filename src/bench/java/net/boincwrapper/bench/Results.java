package net.boincwrapper.bench;

import java.util.List;
import java.util.Map;

/**
 * What one run has measured.
 *
 * @param program the wrapper under test, in words
 * @param peer the other one, in words; empty where there is none
 * @param effort {@code whole} or {@code quick}
 * @param loads runnable threads, mean of the minute before each section, by the section's name
 * @param notes what else the reader has to know
 */
record Results(
    Machine machine,
    String program,
    String peer,
    String effort,
    Map<String, Double> loads,
    List<String> notes,
    Figures figures) {
  /** Of the same run, what was measured on one engine. */
  Results on(Measure.Engine engine) {
    return with(figures.on(engine));
  }

  /** The same run with other figures. */
  Results with(Figures others) {
    return new Results(machine, program, peer, effort, loads, notes, others);
  }
}
