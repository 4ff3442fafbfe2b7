package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.job.Job.ProgressRules;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.watch.HangWatch;

/** Reports an app that hangs, if the job says how long it may show no sign of life. */
final class SignsOfLife {
  /** An engine that is busy, or away for a moment, reports CPU time late. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final TaskContext task;
  private Optional<HangWatch> watch = Optional.empty();

  SignsOfLife(TaskContext task) {
    this.task = task;
  }

  /** A container is about to run or is adopted: the time starts anew. */
  void begin() {
    ProgressRules rules = task.facts().job().progress();
    UntrustedFiles files = new UntrustedFiles(task.slot().directory());
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
    if (watch.filter(HangWatch::tick).isPresent()) {
      watch = Optional.empty();
      long seconds = task.facts().job().progress().timeout().orElseThrow().toSeconds();
      task.tell()
          .accept(
              new TaskEvent.Hung(
                  "the app hangs: neither CPU time nor "
                      + task.facts().job().progress().file()
                      + " has changed for "
                      + seconds
                      + " s"));
    }
  }
}
