package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.job.Job.ProgressRules;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.watch.HangWatch;

/**
 * Reports an app that hangs, if the job says how long it may show no sign of life. An app that has
 * ended shows none either, and an engine may tell of an end late, so it is asked before.
 */
final class SignsOfLife {
  /** An engine that is busy, or away for a moment, reports CPU time late. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final TaskContext task;
  private final ContainerLife life;
  private Optional<HangWatch> watch = Optional.empty();
  private boolean asking;
  private boolean hangs;

  SignsOfLife(TaskContext task, ContainerLife life) {
    this.task = task;
    this.life = life;
  }

  /** A container is about to run or is adopted: the time starts anew. */
  void begin() {
    ProgressRules rules = task.facts().job().progress();
    UntrustedFiles files = new UntrustedFiles(task.slot().directory());
    hangs = false;
    watch =
        rules
            .timeout()
            .map(
                timeout ->
                    new HangWatch(
                        task.gateways().clock(),
                        timeout,
                        () -> files.stat(rules.file()),
                        () -> task.cpu().seconds()));
  }

  /** The app is paused: that time does not count. */
  void pauses() {
    watch.ifPresent(HangWatch::pauses);
  }

  /**
   * Call it at each turn while the app runs. Tells the machine when the app hangs. Time in which
   * nobody can tell whether the app computes does not count.
   */
  void tick() {
    if (!task.cpu().seenWithin(FRESH)) {
      return;
    }
    if (hangs) {
      tell();
    } else if (watch.filter(HangWatch::tick).isPresent() && !asking) {
      askWhetherItRuns();
    }
  }

  /** Without an answer, the next look of the watch asks again. */
  private void askWhetherItRuns() {
    asking = true;
    String id = life.id();
    Optional<HangWatch> asked = watch;
    task.calls()
        .call(
            engine -> engine.inspect(id).filter(ContainerLife::alive).isPresent(),
            runs -> {
              asking = false;
              if (asked.equals(watch)) {
                answered(runs);
              }
            },
            e -> asking = false);
  }

  private void answered(boolean runs) {
    if (runs) {
      hangs = true;
    } else {
      life.correct();
    }
  }

  private void tell() {
    hangs = false;
    watch = Optional.empty();
    String file = task.facts().job().progress().file();
    long seconds = task.facts().job().progress().timeout().orElseThrow().toSeconds();
    String still = "neither CPU time nor " + file + " has changed for " + seconds + " s";
    task.tell().accept(new TaskEvent.Hung("the app hangs: " + still));
  }
}
