package net.boincwrapper.cli.rehearse;

import java.util.List;
import net.boincwrapper.cli.findings.RunFindings;
import net.boincwrapper.cli.findings.WrittenElsewhere;

/** What may have kept an app from being released: what its runs tell besides their results. */
final class Suspects {
  private Suspects() {}

  /**
   * Sentences, each with its remedy. Why there is no checkpoint, the undisturbed run shows best;
   * what is written elsewhere, all of them.
   */
  static List<String> of(RehearsalReport report) {
    RunFindings undisturbed = report.undisturbed().findings();
    WrittenElsewhere elsewhere = undisturbed.elsewhere();
    for (InterruptedRun trial : report.trials()) {
      elsewhere = elsewhere.and(trial.summary().findings().elsewhere());
    }
    return undisturbed.withElsewhere(elsewhere).suspects();
  }
}
