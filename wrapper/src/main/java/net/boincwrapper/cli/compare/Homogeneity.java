package net.boincwrapper.cli.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Pearson's chi-square test of two samples: were both drawn from one distribution?
 *
 * @param bins in which at least 5 are expected of each sample, if there are two or more
 * @param statistic with {@code bins - 1} degrees of freedom
 */
record Homogeneity(int bins, double statistic) {
  /** The usual rule for when the statistic is distributed like chi-square. */
  private static final int LEAST_EXPECTED = 5;

  private record Bin(long a, long b) {
    long total() {
      return a + b;
    }

    Bin with(Bin other) {
      return new Bin(a + other.a, b + other.b);
    }
  }

  static Homogeneity of(ShotCounts a, ShotCounts b) {
    double shotsOfA = a.shots();
    double shotsOfB = b.shots();
    List<Bin> bins = pooled(a, b, Math.min(shotsOfA, shotsOfB) / (shotsOfA + shotsOfB));
    double statistic = 0;
    for (Bin bin : bins) {
      double off = bin.a() * shotsOfB - bin.b() * shotsOfA;
      statistic += off * off / (shotsOfA * shotsOfB * bin.total());
    }
    return new Homogeneity(bins.size(), statistic);
  }

  /**
   * Outcomes of which few are expected share a bin with their neighbours, in the order of their bit
   * strings: put into one bin all of them would say nothing where there are more outcomes than
   * shots.
   *
   * @param share of the smaller sample in all shots
   */
  private static List<Bin> pooled(ShotCounts a, ShotCounts b, double share) {
    List<Bin> alone = new ArrayList<>();
    List<Bin> shared = new ArrayList<>();
    Bin pool = new Bin(0, 0);
    for (String outcome : CountsComparison.outcomes(a, b)) {
      Bin bin = new Bin(a.of(outcome), b.of(outcome));
      if (share * bin.total() >= LEAST_EXPECTED) {
        alone.add(bin);
        continue;
      }
      pool = pool.with(bin);
      if (share * pool.total() >= LEAST_EXPECTED) {
        shared.add(pool);
        pool = new Bin(0, 0);
      }
    }
    return joined(alone, shared, pool);
  }

  /** The rest goes to the last shared bin, or else to the smallest. */
  private static List<Bin> joined(List<Bin> alone, List<Bin> shared, Bin rest) {
    if (rest.total() > 0 && !shared.isEmpty()) {
      shared.add(shared.remove(shared.size() - 1).with(rest));
    } else if (rest.total() > 0 && !alone.isEmpty()) {
      Bin smallest = alone.stream().min(Comparator.comparingLong(Bin::total)).orElseThrow();
      alone.set(alone.indexOf(smallest), smallest.with(rest));
    } else if (rest.total() > 0) {
      shared.add(rest);
    }
    List<Bin> all = new ArrayList<>(alone);
    all.addAll(shared);
    return all;
  }

  /** The probability of so large a statistic, or a larger one, in samples of one distribution. */
  double p() {
    return RegularizedGamma.Q.value((bins - 1) / 2.0, statistic / 2);
  }
}
