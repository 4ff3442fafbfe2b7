package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.boincwrapper.cli.rehearse.RehearsalSchedule.Planned;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.InterruptSource;

/**
 * Interrupts a run as planned, one interruption after the other. Each waits until the client knows
 * of enough new checkpoints, so that each tests a resume.
 */
final class PlannedInterruptions implements InterruptSource {
  private final RunLog log;
  private final RunFacts undisturbed;
  private final List<Planned> pending;
  private final int count;

  PlannedInterruptions(RunLog log, RunFacts undisturbed, List<Planned> planned) {
    this.log = log;
    this.undisturbed = undisturbed;
    this.pending = new ArrayList<>(planned);
    this.count = planned.size();
  }

  @Override
  public Optional<Interrupt> due(double runningSeconds, double fractionDone) {
    if (pending.isEmpty()) {
      return Optional.empty();
    }
    Planned next = pending.get(0);
    Optional<Duration> from = from(next.checkpoints());
    Duration wait = next.wait(undisturbed).dividedBy(count);
    if (from.isEmpty() || log.now().compareTo(from.get().plus(wait)) < 0) {
      return Optional.empty();
    }
    pending.remove(0);
    double moment = Math.rint(runningSeconds * 10) / 10;
    return Optional.of(new Interrupt(next.kind(), Interrupt.Unit.SECONDS, moment));
  }

  /** When the client knew of so many checkpoints; for 0, when the app began to run. */
  private Optional<Duration> from(int checkpoints) {
    Duration since =
        RunLog.lastUntil(log.all(RunLog.Hit.class), log.now())
            .map(RunLog.Event::at)
            .orElse(Duration.ZERO);
    Stream<? extends RunLog.Event> marks =
        checkpoints == 0 ? log.all(RunLog.Reported.class) : log.all(RunLog.Checkpointed.class);
    return marks
        .filter(RunLog.within(since, log.now()))
        .skip(Math.max(0, checkpoints - 1))
        .findFirst()
        .map(RunLog.Event::at);
  }

  @Override
  public boolean has(Interrupt.Kind kind) {
    return pending.stream().anyMatch(planned -> planned.kind() == kind);
  }

  @Override
  public List<String> left() {
    return pending.stream().map(planned -> planned.kind().word()).toList();
  }
}
