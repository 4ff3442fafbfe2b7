package net.boincwrapper.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What repeated measurements come to.
 *
 * @param count how many there were, 1 or more
 * @param median of an even number: the mean of the two in the middle
 */
record Summary(int count, double median, double low, double high) {
  /** Of at least one sample. */
  static Summary of(Collection<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Double> sorted = new ArrayList<>(samples);
    Collections.sort(sorted);
    int last = sorted.size() - 1;
    double median = (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
    return new Summary(sorted.size(), median, sorted.get(0), sorted.get(last));
  }

  /**
   * Of the ratios of pairs, each measured one right after the other. The median of ratios is not
   * the ratio of medians: load that comes and goes strikes both of a pair.
   */
  static Summary ofRatios(List<Double> numerators, List<Double> denominators) {
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < Math.min(numerators.size(), denominators.size()); pair++) {
      ratios.add(numerators.get(pair) / denominators.get(pair));
    }
    return of(ratios);
  }
}
