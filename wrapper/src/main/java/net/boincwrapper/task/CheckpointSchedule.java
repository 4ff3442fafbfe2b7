package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import net.boincwrapper.slot.CompleteSet;
import net.boincwrapper.slot.LiveSet;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.task.watch.CheckpointWatch;
import net.boincwrapper.task.watch.ProcWriters;
import net.boincwrapper.task.watch.WriterCheck;
import net.boincwrapper.time.Stopwatch;

/**
 * Decides when a checkpoint is sealed: follows the task's progress, has complete checkpoints
 * sealed, tells the client about them, and resets the counts of failures in a row. Without
 * checkpoint files, ten minutes of running count as progress.
 */
final class CheckpointSchedule {
  private static final Duration WITHOUT_CHECKPOINTS = Duration.ofMinutes(10);

  private final TaskContext task;
  private final ContainerLife life;
  private final StatusReporter reporter;
  private final CheckpointSealer sealer;
  private final SignsOfLife signsOfLife;
  private final UnmatchedEntries unmatched;
  private final NeverAtRest neverAtRest;
  private final UncheckpointedWork uncheckpointed;
  private final Stopwatch sinceSave;
  private Optional<CheckpointWatch> watch = Optional.empty();
  private Duration ranBefore = Duration.ZERO;
  private int seenBefore;
  private int sealedBefore;
  private int completed;
  private boolean unsaved;
  private double completeCpuSeconds;
  private boolean missed;
  private boolean noted;
  private Optional<String> trouble = Optional.empty();

  CheckpointSchedule(
      TaskContext task,
      ContainerLife life,
      StatusReporter reporter,
      CheckpointSealer sealer,
      UncheckpointedWork uncheckpointed) {
    this.task = task;
    this.life = life;
    this.reporter = reporter;
    this.sealer = sealer;
    this.sinceSave = task.stopwatch();
    this.signsOfLife = new SignsOfLife(task, life);
    this.unmatched = new UnmatchedEntries(task);
    this.neverAtRest = new NeverAtRest(task);
    this.uncheckpointed = uncheckpointed;
  }

  /** A container of an earlier life is already writing. */
  void adopt() {
    if (declared() && sealer.on()) {
      sealer.recall(task.facts().declaredFiles().look());
    }
    begin();
  }

  /** The app is about to write. */
  void begin() {
    ranBefore = task.time().now();
    unsaved = false;
    signsOfLife.begin();
    if (declared()) {
      LiveSet set = task.facts().declaredFiles();
      SortedMap<String, FileStat> known = sealer.on() ? sealer.sealed() : set.look();
      WriterCheck writers = ProcWriters.of(task.gateways().proc(), life::cgroup, life::pid);
      watch = Optional.of(new CheckpointWatch(task.gateways().clock(), set, writers, known));
    }
  }

  private boolean declared() {
    return !task.facts().job().checkpoint().files().isEmpty();
  }

  /** Call it at each turn while the app runs. */
  void tick() {
    if (watch.isPresent()) {
      if (life.thawing()) {
        watch.get().paused();
      } else if (watch.get().tick()) {
        complete(watch.get());
      }
      sayTrouble();
      unmatched.tick();
      neverAtRest.tick(watch.get());
    } else if (task.time().now().minus(ranBefore).compareTo(WITHOUT_CHECKPOINTS) >= 0) {
      note();
    }
    if (unsaved && isDue() && !sealer.busy()) {
      save(() -> {});
    }
    uncheckpointed.tick();
    signsOfLife.tick();
  }

  /** The app is paused, and cannot show a sign of life. */
  void pauses() {
    signsOfLife.pauses();
  }

  /** Whether the declared files are changing. */
  boolean restless() {
    return watch.filter(CheckpointWatch::restless).isPresent();
  }

  /** A set that cannot be seen is never complete. */
  private void sayTrouble() {
    Optional<String> now = task.facts().declaredFiles().trouble();
    if (!now.equals(trouble)) {
      trouble = now;
      now.ifPresent(task.log()::line);
    }
  }

  /** At most one per checkpoint period, to spare the volunteer's disk. */
  private boolean isDue() {
    long period = (long) (task.facts().init().checkpointPeriodSeconds() * 1000);
    return sinceSave.isDue(Duration.ofMillis(period));
  }

  /** How many checkpoints were completed so far in this life of the wrapper. */
  int completed() {
    return completed;
  }

  private void complete(CheckpointWatch of) {
    task.log().say(StderrLog.Level.DETAILS, "the checkpoint files are complete");
    unsaved = true;
    completed++;
    life.cgroup().ifPresent(group -> group.cpuNanos().ifPresent(task.cpu()::sample));
    if (sealer.on()) {
      // If it is already noted, an earlier life of the wrapper saw it.
      completeCpuSeconds =
          CheckpointNote.of(task, of.complete())
              .map(CompleteSet::cpuSeconds)
              .orElseGet(task.cpu()::seconds);
      CheckpointNote.written(task, of.complete(), completeCpuSeconds);
    } else {
      completeCpuSeconds = task.cpu().seconds();
      note();
    }
  }

  /** Whether the files are as they were when they were last complete. */
  boolean isAtCheckpoint() {
    return watch.isEmpty() || isUnchangedSince(watch.get().complete());
  }

  /** Saves the last complete checkpoint now, if that has not been done. */
  void saveNow(Runnable after) {
    if (unsaved) {
      save(after);
    } else {
      after.run();
    }
  }

  private void save(Runnable after) {
    unsaved = false;
    sinceSave.restart();
    if (sealer.on()) {
      Optional<SortedMap<String, FileStat>> complete = watch.map(CheckpointWatch::complete);
      sealer.seal(
          sealer.order(completeCpuSeconds, complete, writersNow()),
          () -> {
            attempted();
            after.run();
          });
    } else {
      reporter.checkpointed(completeCpuSeconds);
      after.run();
    }
  }

  /**
   * If the app was already writing its next checkpoint when this one was due, the next one is
   * sealed as soon as it is complete: then there is the most time for a copy. If that fails too, it
   * waits for the next period.
   */
  private void attempted() {
    missed = sealer.restless() && !missed;
    if (missed) {
      sinceSave.reset();
    }
  }

  /** For the container as it is known now, and for use in another thread. */
  private WriterCheck writersNow() {
    Optional<Cgroup> cgroup = life.cgroup();
    long pid = life.pid();
    return ProcWriters.of(task.gateways().proc(), () -> cgroup, () -> pid);
  }

  /** The last container has ended: the app has succeeded. */
  void succeeded() {
    if (declared()) {
      unmatched.atTheEnd();
    }
  }

  /** A container has ended, and all of it is saved that can be: tells how often it was. */
  void tellCount() {
    int sealed = sealer.published() - sealedBefore;
    int seen = Math.max(completed - seenBefore, sealed);
    if (seen > 0) {
      task.act("checkpoints: " + seen + " seen" + (sealer.on() ? ", " + sealed + " sealed" : ""));
    }
    seenBefore = completed;
    sealedBefore = sealer.published();
  }

  /**
   * The container has ended and is not the last: saves what it has left.
   *
   * @param whole false if the app was killed: what it was writing may be torn
   * @param then run when it is saved, or cannot be
   */
  void ended(boolean whole, Runnable then) {
    Runnable after =
        () -> {
          tellCount();
          then.run();
        };
    Optional<CheckpointWatch> watched = watch;
    watch = Optional.empty();
    if (!declared()) {
      after.run();
    } else if (!sealer.on()) {
      if (watched.isPresent() && watched.get().atRest()) {
        complete(watched.get());
      }
      saveNow(after);
    } else if (whole) {
      sealer.sealWhatIsLeft(savedByWhatIsLeft(), after);
    } else if (watched.isPresent() && isUnchangedSince(watched.get().complete())) {
      sealer.sealWhatIsLeft(completeCpuSeconds, after);
    } else {
      after.run();
    }
  }

  /** The app may have ended without touching its last checkpoint. */
  private double savedByWhatIsLeft() {
    return CheckpointNote.of(task, task.facts().declaredFiles().look())
        .map(CompleteSet::cpuSeconds)
        .orElseGet(task.cpu()::seconds);
  }

  private boolean isUnchangedSince(SortedMap<String, FileStat> complete) {
    return complete.equals(task.facts().declaredFiles().look());
  }

  private void note() {
    Memo memo = task.memo().memo();
    if (!noted || memo.startsWithoutProgress() > 0 || memo.postponements() > 0) {
      noted = true;
      task.gotOn(UnaryOperator.identity());
    }
  }
}
