package net.boincwrapper.cli.rehearse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.rehearse.Recovery.Resumption;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.RunSummary;
import net.boincwrapper.cli.simulate.RunSummary.Ending;

/**
 * A run of a rehearsal that was interrupted, once or several times.
 *
 * @param name also the name of its directory
 * @param recoveries one for each interruption that took place
 * @param missed interruptions that did not interrupt anything
 * @param comparison with the undisturbed run; empty where the run did not succeed
 * @param undeclared files that the app had made and that do not belong to the checkpoint; known if
 *     the outputs differ
 */
record InterruptedRun(
    String name,
    RunSummary summary,
    List<Recovery> recoveries,
    List<MissedInterruption> missed,
    Optional<OutputComparison.Found> comparison,
    List<Path> undeclared) {

  InterruptedRun {
    recoveries = List.copyOf(recoveries);
    missed = List.copyOf(missed);
    undeclared = List.copyOf(undeclared);
  }

  /** A run that the machine did not go on with says nothing of the app. */
  boolean failed() {
    return summary.ending() == Ending.FAILED || summary.ending() == Ending.HUNG;
  }

  boolean differs() {
    return comparison.filter(found -> !found.same()).isPresent();
  }

  boolean startedFromZero() {
    return recoveries.stream().anyMatch(r -> r.resumption() == Resumption.FROM_ZERO);
  }

  boolean resumed() {
    return recoveries.stream().anyMatch(r -> r.resumption() == Resumption.RESUMED);
  }

  /** Whether one of the interruptions is of a kind, and it is proven how the app went on. */
  boolean proves(Interrupt.Kind kind) {
    return recoveries.stream().anyMatch(r -> r.interrupt().kind() == kind && r.isProven());
  }

  boolean isWellDone() {
    return !failed() && !differs() && !startedFromZero() && missed.isEmpty();
  }
}
