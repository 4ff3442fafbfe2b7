package net.boincwrapper.cli.compare;

import java.util.Locale;
import java.util.TreeSet;

/**
 * Compares two histograms of shots.
 *
 * @param found gets the differences, and the p of a test that was passed as a note
 */
record CountsComparison(Rule rule, Differences found) {
  void compare(String where, ShotCounts a, ShotCounts b) {
    if (a.equals(b)) {
      return;
    }
    long shotsOfA = a.shots();
    long shotsOfB = b.shots();
    if (rule.equalShots() && shotsOfA != shotsOfB) {
      found.add(where, shotsOfA + " and " + shotsOfB + " shots");
    } else if (shotsOfA == 0 || shotsOfB == 0) {
      found.add(where, "no shots in the " + (shotsOfA == 0 ? "first" : "second"));
    } else if (outcomes(a, b).size() > 1) {
      test(where, Homogeneity.of(a, b));
    }
  }

  static TreeSet<String> outcomes(ShotCounts a, ShotCounts b) {
    TreeSet<String> outcomes = new TreeSet<>(a.counts().keySet());
    outcomes.addAll(b.counts().keySet());
    return outcomes;
  }

  private void test(String where, Homogeneity test) {
    if (test.bins() < 2) {
      found.add(
          where,
          "too few shots to tell: fewer than 5 are expected of each outcome, and all of them share"
              + " one bin");
      return;
    }
    double least = rule.p().orElseThrow();
    String told =
        String.format(
            Locale.ROOT,
            "chi-square %.6g in %d bins, p = %.3g",
            test.statistic(),
            test.bins(),
            test.p());
    if (test.p() < least) {
      found.add(where, told + ", at least " + least + " is asked for");
    } else {
      found.note(where.isEmpty() ? told : where + ": " + told);
    }
  }
}
