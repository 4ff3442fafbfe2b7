package net.boincwrapper.task;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.boincwrapper.job.Job.CheckpointRules;
import net.boincwrapper.slot.Checkpoints;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.SealOrder;
import net.boincwrapper.slot.Sealing;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.slot.record.Memo.LiveFiles;
import net.boincwrapper.task.lease.FileWork;
import net.boincwrapper.task.lease.LeaseLostException;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.watch.WriterCheck;
import net.boincwrapper.time.Stopwatch;

/**
 * Seals the declared checkpoint files while the app runs. If that fails, nothing else is lost: the
 * newest good generation stays.
 */
final class CheckpointSealer {
  private final TaskContext task;
  private final StatusReporter reporter;
  private final FileWork work;
  private Optional<Checkpoints> checkpoints = Optional.empty();
  private SortedMap<String, FileStat> sealed = new TreeMap<>();
  private SortedMap<String, FileStat> refused = new TreeMap<>();
  private boolean complained;
  private int published;
  private boolean restless;

  CheckpointSealer(TaskContext task, StatusReporter reporter, FileWork work) {
    this.task = task;
    this.reporter = reporter;
    this.work = work;
  }

  /** Whether the job's checkpoints are sealed at all. */
  boolean on() {
    CheckpointRules rules = task.facts().job().checkpoint();
    return !rules.files().isEmpty() && rules.generations() > 0;
  }

  /**
   * Only for use in a piece of {@link FileWork}, which run one after the other, or while there is
   * none.
   */
  Checkpoints checkpoints() {
    if (checkpoints.isEmpty()) {
      checkpoints =
          Optional.of(
              new Checkpoints(
                  task.slot(), task.facts().declaredFiles(), task.facts().init().resultName()));
    }
    return checkpoints.get();
  }

  /** The files that the newest generation was made of, as they were in the slot. */
  SortedMap<String, FileStat> sealed() {
    return sealed;
  }

  /** These files in the slot are the same as a generation. */
  void learn(SortedMap<String, FileStat> stats) {
    sealed = stats;
  }

  /**
   * Finds out {@link #sealed} after an earlier life of the wrapper, while the app runs.
   *
   * @param live the files in the slot
   */
  void recall(SortedMap<String, FileStat> live) {
    Optional<Manifest> newest = newest();
    // A restored file is not the file that was sealed, though its content is the same.
    boolean isHeld =
        CheckpointNote.of(task, live).stream()
            .flatMap(note -> note.generation().stream().boxed())
            .anyMatch(number -> newest.map(Manifest::generation).equals(Optional.of(number)));
    learn(isHeld ? live : newest.map(Manifest::stats).orElseGet(TreeMap::new));
  }

  private Optional<Manifest> newest() {
    try {
      return checkpoints().generations().stream().findFirst().flatMap(checkpoints()::manifest);
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
  }

  /** Whether the last attempt found the files changing. */
  boolean restless() {
    return restless;
  }

  boolean busy() {
    return !work.idle();
  }

  /**
   * What to seal.
   *
   * @param cpuSeconds CPU time that the files save, over all starts
   * @param expected how the files must look when they are sealed
   * @param writers called in another thread
   */
  SealOrder order(
      double cpuSeconds, Optional<SortedMap<String, FileStat>> expected, WriterCheck writers) {
    return new SealOrder(
        cpuSeconds,
        task.time().seconds(),
        reporter.fraction(),
        task.now(),
        task.facts().init().diskBoundBytes(),
        task.facts().job().checkpoint().generations(),
        expected,
        writers::holdsOne);
  }

  /** For files that nobody is writing: seals them as they are. */
  SealOrder order(double cpuSeconds) {
    return order(cpuSeconds, Optional.empty(), WriterCheck.BLIND);
  }

  /**
   * Seals when the work under way has ended.
   *
   * @param after run when it is over, whether or not it worked
   * @throws LeaseLostException the slot is another task's by now
   */
  void seal(SealOrder order, Runnable after) {
    task.lease().check();
    Checkpoints files = checkpoints();
    Stopwatch taken = task.started();
    work.add(
        () -> attempt(files, order),
        sealing -> {
          try {
            take(sealing, taken);
          } finally {
            after.run();
          }
        });
  }

  /** Seals what the app has left, unless it is sealed already. No container runs any more. */
  void sealWhatIsLeft(double cpuSeconds, Runnable after) {
    if (isSealed()) {
      noteSealed();
      after.run();
      return;
    }
    seal(
        order(cpuSeconds),
        () -> {
          if (isSealed()) {
            noteSealed();
          }
          after.run();
        });
  }

  private boolean isSealed() {
    return !sealed.isEmpty() && sealed.equals(task.facts().declaredFiles().look());
  }

  private void noteSealed() {
    task.memo().change(memo -> memo.withLiveFiles(LiveFiles.SEALED));
  }

  /** A full or failing disk is no reason to give up the task. */
  static Sealing attempt(Checkpoints files, SealOrder order) {
    try {
      return files.seal(order);
    } catch (SlotException e) {
      return new Sealing.NoRoom(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Notes the result of a seal.
   *
   * @param taken running since the seal began
   */
  void take(Sealing sealing, Stopwatch taken) {
    restless = sealing instanceof Sealing.Restless;
    if (sealing instanceof Sealing.Done done) {
      published(done.manifest(), taken.nanos() / 1e9);
    } else if (sealing instanceof Sealing.NoRoom noRoom) {
      complain(noRoom.reason());
      noteRefused();
    } else if (sealing instanceof Sealing.Restless) {
      task.log().say(StderrLog.Level.DETAILS, "no seal: the checkpoint files have changed again");
    }
  }

  /** How many checkpoints were sealed in this life of the wrapper. */
  int published() {
    return published;
  }

  private void published(Manifest manifest, double seconds) {
    complained = false;
    published++;
    sealed = manifest.stats();
    task.log()
        .say(
            StderrLog.Level.DETAILS,
            String.format(
                Locale.ROOT,
                "sealed checkpoint %d: %d files, %d bytes, %.1f s of CPU time, took %.1f s",
                manifest.generation(),
                manifest.entries().size(),
                manifest.bytes(),
                manifest.cpuSeconds(),
                seconds));
    task.gotOn(memo -> memo.withSealedGeneration(manifest.generation()));
    reporter.checkpointed(manifest.cpuSeconds());
  }

  /** A new checkpoint is progress, even if there is no room for a copy of it. */
  private void noteRefused() {
    SortedMap<String, FileStat> live = task.facts().declaredFiles().look();
    if (!live.equals(refused)) {
      task.gotOn(UnaryOperator.identity());
    }
    refused = live;
  }

  private void complain(String reason) {
    if (!complained) {
      task.log().line("the checkpoint is not sealed; the last sealed one stays: " + reason);
    }
    complained = true;
  }
}
