package net.boincwrapper.bench;

import java.util.Optional;

/**
 * Whether a figure is what is demanded of the wrapper.
 *
 * @param ratio of pairs, where the limit is one
 */
record Verdict(Limit limit, Optional<Summary> ratio, boolean met) {
  /**
   * Judges a figure.
   *
   * @return empty where nothing is demanded, or what it is compared with was not measured
   */
  static Optional<Verdict> of(Figure figure, Figures all) {
    return Limit.of(figure.measure())
        .filter(limit -> limit.appliesTo(figure.size()))
        .filter(limit -> !limit.ofWhat().equals(Optional.of(figure.subject())))
        .flatMap(limit -> judge(figure, limit, all));
  }

  private static Optional<Verdict> judge(Figure figure, Limit limit, Figures all) {
    if (limit.ofWhat().isEmpty()) {
      boolean met = figure.summary().median() <= limit.most();
      return Optional.of(new Verdict(limit, Optional.empty(), met));
    }
    return ratio(figure, limit.ofWhat().get(), all)
        .map(ratio -> new Verdict(limit, Optional.of(ratio), ratio.median() <= limit.most()));
  }

  /** A figure as a multiple of another, in pairs; empty where there is none to compare it with. */
  static Optional<Summary> ratio(Figure figure, Figures all) {
    return of(figure, all)
        .flatMap(Verdict::ratio)
        .or(
            () ->
                figure
                    .measure()
                    .engine()
                    .reference()
                    .filter(reference -> !reference.equals(figure.subject()))
                    .flatMap(reference -> ratio(figure, reference, all)));
  }

  private static Optional<Summary> ratio(Figure figure, String ofWhat, Figures all) {
    return all.find(figure.measure(), ofWhat, figure.size())
        .map(other -> Summary.ofRatios(figure.samples(), other.samples()));
  }
}
