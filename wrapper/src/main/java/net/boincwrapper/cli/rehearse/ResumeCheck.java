package net.boincwrapper.cli.rehearse;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.rehearse.Evidence.Start;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;

/**
 * Tells whether an app that was started again went on from its checkpoint, by whatever evidence
 * there is. Without any, or where one contradicts another, that cannot be told.
 */
final class ResumeCheck {
  private static final Evidence NONE =
      new Evidence(Resumption.UNKNOWN, "nothing that was seen shows it");

  private final List<Evidence.Source> sources;

  ResumeCheck(RunLog log, RunFacts undisturbed) {
    this.sources =
        List.of(
            new ContentEvidence(log, undisturbed),
            new FractionEvidence(log, undisturbed),
            new GrowthEvidence(log, undisturbed),
            new EffortEvidence(log, undisturbed));
  }

  /** Judges one start. */
  Evidence judge(Start start) {
    if (start.from().equals(ResumePoint.BEGINNING)) {
      return new Evidence(Resumption.UNKNOWN, "it was given no checkpoint");
    }
    List<Evidence> all =
        sources.stream().map(source -> source.about(start)).flatMap(Optional::stream).toList();
    Optional<Evidence> resumed = first(all, Resumption.RESUMED);
    Optional<Evidence> fromZero = first(all, Resumption.FROM_ZERO);
    if (resumed.isPresent() && fromZero.isPresent()) {
      return new Evidence(
          Resumption.UNKNOWN, resumed.get().words() + ", but " + fromZero.get().words());
    }
    return resumed.or(() -> fromZero).or(() -> first(all, Resumption.UNKNOWN)).orElse(NONE);
  }

  private static Optional<Evidence> first(List<Evidence> all, Resumption resumption) {
    return all.stream().filter(one -> one.resumption() == resumption).findFirst();
  }
}
