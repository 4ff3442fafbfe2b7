package net.boincwrapper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The interruptions of a run that are still to come. */
final class Interruptions {
  private final List<Interrupt> pending;

  Interruptions(List<Interrupt> all) {
    this.pending = new ArrayList<>(all);
  }

  /**
   * Takes one whose moment has come, in the order of the command line.
   *
   * @param runningSeconds since the app first ran
   * @param fractionDone from 0 to 1
   */
  Optional<Interrupt> due(double runningSeconds, double fractionDone) {
    for (Interrupt interrupt : pending) {
      if (interrupt.isDue(runningSeconds, fractionDone)) {
        pending.remove(interrupt);
        return Optional.of(interrupt);
      }
    }
    return Optional.empty();
  }

  /** Those whose moment has not come. */
  List<Interrupt> left() {
    return List.copyOf(pending);
  }
}
