package net.boincwrapper.task;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.Memo;

/**
 * Notes that the task gets on, which resets what counts failures in a row: by a complete
 * checkpoint, or, for a job without checkpoint files, by running for ten minutes.
 */
final class Progress {
  private static final Duration WITHOUT_CHECKPOINTS = Duration.ofMinutes(10);

  private final TaskContext task;
  private final StatusReporter reporter;
  private Optional<CheckpointWatch> watch = Optional.empty();
  private Duration ranBefore = Duration.ZERO;
  private int completed;
  private boolean unreported;
  private double savedCpuSeconds;
  private long reportedAt;

  Progress(TaskContext task, StatusReporter reporter) {
    this.task = task;
    this.reporter = reporter;
  }

  /** The app is about to write, or writes already. */
  void begin() {
    ranBefore = task.time().now();
    Job.CheckpointRules rules = task.facts().job().checkpoint();
    if (!rules.files().isEmpty() && watch.isEmpty()) {
      CheckpointSet set = set(rules);
      watch =
          Optional.of(
              new CheckpointWatch(task.seams().clock(), set, WriterCheck.BLIND, set.look()));
      reportedAt = task.seams().clock().nanos();
    }
  }

  private CheckpointSet set(Job.CheckpointRules rules) {
    Set<String> others = new HashSet<>(Set.of(task.setup().config(), task.setup().dockerfile()));
    rules.requestFile().ifPresent(others::add);
    return new CheckpointSet(task.slot(), rules.files(), others, task.seams().clock()::nanos);
  }

  /** To be called at each turn while the app runs. */
  void tick() {
    if (watch.isPresent() && watch.get().tick()) {
      complete();
    } else if (watch.isEmpty()
        && task.time().now().minus(ranBefore).compareTo(WITHOUT_CHECKPOINTS) >= 0) {
      note();
    }
    long period = (long) (task.facts().init().checkpointPeriodSeconds() * 1000);
    if (unreported && task.hasPassed(reportedAt, Duration.ofMillis(period))) {
      report();
    }
  }

  /** The container has ended: a checkpoint that was just written is complete. */
  void end() {
    if (watch.isPresent() && watch.get().atRest()) {
      complete();
    }
    if (unreported) {
      report();
    }
  }

  /** Checkpoints that were completed so far in this life of the wrapper. */
  int completed() {
    return completed;
  }

  private void complete() {
    task.log().say(StderrLog.Level.DETAILS, "the checkpoint files are complete");
    unreported = true;
    savedCpuSeconds = task.cpu().seconds();
    completed++;
    note();
  }

  /** At most one report per checkpoint period: the volunteer's disk is asked to rest. */
  private void report() {
    unreported = false;
    reportedAt = task.seams().clock().nanos();
    reporter.checkpointed(savedCpuSeconds);
  }

  private void note() {
    Memo memo = task.memo().memo();
    if (memo.startsWithoutProgress() > 0 || memo.postponements() > 0) {
      task.memo().change(Memo::withProgress);
    }
  }
}
