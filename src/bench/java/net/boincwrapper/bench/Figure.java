package net.boincwrapper.bench;

import java.util.List;

/**
 * Samples of one measure.
 *
 * @param subject whose they are, such as {@code docker run}
 * @param size in the unit of the measure's size; 0 where it has none
 * @param samples in the order in which they were taken, at least one; those of one order in two
 *     figures of the same measure are pairs
 */
record Figure(Measure measure, String subject, double size, List<Double> samples) {
  Summary summary() {
    return Summary.of(samples);
  }
}
