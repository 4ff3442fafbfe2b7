package net.boincwrapper.cli;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import net.boincwrapper.cli.compare.Rule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What makes two replicas of a result the same. */
final class ReplicaOptions {
  private static final double LEAST_P = 0.05;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "0",
      description =
          "Numbers a and b of two replicas are the same if |a-b| is at most T times the largest of"
              + " 1, |a| and |b|; such as 1e-9. Default: 0. Whole numbers are always exact.")
  private double tolerance;

  @Option(
      names = "--counts",
      description =
          "Compare histograms of shots (JSON, outcome to count) by a chi-square test, in which"
              + " outcomes of which fewer than 5 are expected share a bin.")
  private boolean counts;

  @Option(
      names = "--p",
      paramLabel = "P",
      description =
          "With --counts: two histograms are the same if chance alone makes so large a difference"
              + " with at least this probability. Default: 0.05, at which one good pair in twenty is"
              + " called different.")
  private @Nullable Double p;

  /** Whether one of them was typed. */
  boolean isAskedFor(CommandSpec spec) {
    return Stream.of("--tolerance", "--counts", "--p")
        .anyMatch(spec.commandLine().getParseResult()::hasMatchedOption);
  }

  /**
   * What was asked for.
   *
   * @throws ParameterException if it makes no sense
   */
  Rule rule(CommandSpec spec, boolean equalShots) {
    refuseIf(!Rule.isTolerance(tolerance), "--tolerance takes a number from 0 to below 1", spec);
    refuseIf(p != null && !counts, "--p means something only with --counts; give both", spec);
    refuseIf(p != null && !Rule.isProbability(p), "--p takes a number above 0 and below 1", spec);
    OptionalDouble least =
        counts ? OptionalDouble.of(p == null ? LEAST_P : p) : OptionalDouble.empty();
    return new Rule(tolerance, least, equalShots);
  }

  private static void refuseIf(boolean wrong, String message, CommandSpec spec) {
    if (wrong) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
