package net.boincwrapper.cli.compare;

import java.util.OptionalDouble;

/**
 * What counts as the same.
 *
 * @param tolerance numbers a and b are the same if {@code |a-b| <= tolerance * max(1, |a|, |b|)};
 *     at least 0, below 1
 * @param p histograms of shots are the same if a chi-square test gives at least this probability;
 *     between 0 and 1; empty: they are compared like all else
 * @param equalShots whether two histograms must have the same number of shots, as two replicas of
 *     one workunit have
 */
public record Rule(double tolerance, OptionalDouble p, boolean equalShots) {
  public Rule {
    if (!isTolerance(tolerance) || !p.stream().allMatch(Rule::isProbability)) {
      throw new IllegalArgumentException("a tolerance of " + tolerance + ", a p of " + p);
    }
  }

  /** Of two replicas of a workunit, which have the same number of shots. */
  public static Rule ofReplicas(double tolerance, OptionalDouble p) {
    return new Rule(tolerance, p, true);
  }

  public static boolean isTolerance(double value) {
    return value >= 0 && value < 1;
  }

  public static boolean isProbability(double value) {
    return value > 0 && value < 1;
  }

  boolean isNear(double a, double b) {
    if (a == b) {
      return true;
    }
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b);
    }
    return !Double.isInfinite(a) && !Double.isInfinite(b) && Math.abs(a - b) <= allowed(a, b);
  }

  double allowed(double a, double b) {
    return tolerance * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }

  /** In words, such as {@code tolerance 1.0E-9, counts at p = 0.05}. */
  @Override
  public String toString() {
    return "tolerance " + tolerance + (p.isPresent() ? ", counts at p = " + p.getAsDouble() : "");
  }
}
