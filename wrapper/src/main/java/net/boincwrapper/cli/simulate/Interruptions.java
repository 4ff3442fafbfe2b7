package net.boincwrapper.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The interruptions that an author has listed, each with its moment. */
public final class Interruptions implements InterruptSource {
  private final List<Interrupt> pending;

  public Interruptions(List<Interrupt> all) {
    this.pending = new ArrayList<>(all);
  }

  /** In the order of the command line. */
  @Override
  public Optional<Interrupt> due(double runningSeconds, double fractionDone) {
    for (Interrupt interrupt : pending) {
      if (interrupt.isDue(runningSeconds, fractionDone)) {
        pending.remove(interrupt);
        return Optional.of(interrupt);
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean has(Interrupt.Kind kind) {
    return pending.stream().anyMatch(interrupt -> interrupt.kind() == kind);
  }

  @Override
  public List<String> left() {
    return pending.stream().map(Interrupt::toString).toList();
  }
}
