package net.boincwrapper.task;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import net.boincwrapper.slot.Checkpoints;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.LiveSet;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.SealOrder;
import net.boincwrapper.slot.Sealing;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.slot.record.Memo.LiveFiles;
import net.boincwrapper.task.judge.StartFiles;
import net.boincwrapper.task.lease.FileWork;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.watch.CheckpointSet;
import net.boincwrapper.time.Stopwatch;

/** Makes sure, before each start, that the app will find its newest good checkpoint files. */
final class Restoration {
  private final TaskContext task;
  private final ContainerLife life;
  private final CheckpointSealer sealer;
  private final StatusReporter reporter;
  private final FileWork work;

  Restoration(
      TaskContext task,
      ContainerLife life,
      CheckpointSealer sealer,
      StatusReporter reporter,
      FileWork work) {
    this.task = task;
    this.life = life;
    this.sealer = sealer;
    this.reporter = reporter;
    this.work = work;
  }

  /**
   * What was done.
   *
   * @param complaints lines for people
   * @param held the generation that is in the slot now; empty if the files there are not sealed
   * @param live the declared files as the app will find them
   * @param sealing the result of the seal, if there was one
   */
  private record Done(
      StartFiles files,
      List<String> complaints,
      Optional<Manifest> held,
      SortedMap<String, FileStat> live,
      Optional<Sealing> sealing) {}

  /** Begins. Tells the machine when it is over: restored. */
  void begin() {
    boolean declared = !task.facts().job().checkpoint().files().isEmpty();
    boolean again = task.memo().memo().starts() > 0;
    if (declared && sealer.on()) {
      restore();
    } else {
      if (again && !declared) {
        beginAgain();
      }
      over(again && declared && !task.facts().declaredFiles().look().isEmpty());
    }
  }

  /**
   * The container that held the work is gone, perhaps because the host went down, and the CPU time
   * starts at the new run. The elapsed time that the client knows stays: it never lowers that.
   * Within one life of the wrapper the account goes on, because the reported time should not go
   * back.
   */
  private void beginAgain() {
    if (!life.followed()) {
      task.cpu().goOnFrom(0);
      reporter.beginAgain();
      double wall = task.time().seconds();
      task.memo().change(memo -> memo.withSecondsBefore(0, wall));
    }
  }

  private void over(boolean resumed) {
    task.facts().resumed(resumed);
    task.tell().accept(new TaskEvent.Restored());
  }

  private void restore() {
    task.openSlot();
    LiveSet live = task.facts().declaredFiles();
    Checkpoints checkpoints = sealer.checkpoints();
    SlotFacts facts = new SlotFacts(task, checkpoints, live);
    SealOrder order = sealer.order(facts.savedCpuSeconds().orElse(task.cpu().seconds()));
    KnownLinks links = declaredLinks();
    Stopwatch taken = task.started();
    work.add(() -> restore(checkpoints, live, facts, order, links), done -> take(done, taken));
  }

  private KnownLinks declaredLinks() {
    CheckpointSet declared = task.facts().declaredFiles();
    return new KnownLinks(
        task.facts().links().links().stream()
            .filter(link -> declared.covers(link.name()))
            .toList());
  }

  /** Runs in a thread other than the loop's. */
  private static Done restore(
      Checkpoints checkpoints, LiveSet live, SlotFacts facts, SealOrder order, KnownLinks links)
      throws SlotException {
    StartFiles files = StartFiles.of(facts);
    OptionalInt held = files.generation();
    Optional<Sealing> sealing = Optional.empty();
    switch (files.rule()) {
      case FIRST -> facts.complaints().addAll(sealFirst(checkpoints, links, order));
      case GOOD -> {
        sealing = Optional.of(CheckpointSealer.attempt(checkpoints, order));
        held = generation(sealing.get());
      }
      case RESTORED, BEGINNING -> checkpoints.restore(held.orElseThrow(), files.why());
      case AS_SEALED, KEPT -> checkpoints.giveUpRestore();
    }
    Optional<Manifest> manifest =
        held.isPresent() ? checkpoints.manifest(held.getAsInt()) : Optional.empty();
    return new Done(files, facts.complaints(), manifest, live.look(), sealing);
  }

  /** Without a seal of the beginning, a task can still do everything except begin again. */
  private static List<String> sealFirst(
      Checkpoints checkpoints, KnownLinks links, SealOrder order) {
    try {
      checkpoints.sealFirst(links, order.now(), order.diskBoundBytes());
      return List.of();
    } catch (SlotException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static OptionalInt generation(Sealing sealing) {
    return sealing instanceof Sealing.Done done
        ? OptionalInt.of(done.manifest().generation())
        : OptionalInt.empty();
  }

  private void take(Done done, Stopwatch taken) {
    done.complaints().forEach(task.log()::line);
    task.log().line(done.files().line(!done.live().isEmpty()));
    done.sealing().ifPresent(sealing -> sealer.take(sealing, taken));
    done.held().ifPresent(held -> goOnFrom(held, done.live()));
    // Files that could not be sealed do not count as sealed, so that they will be as soon as
    // possible.
    boolean sealLater = done.files().rule() == StartFiles.Rule.GOOD && done.held().isEmpty();
    sealer.learn(sealLater ? new TreeMap<>() : done.live());
    over(isResumed(done));
  }

  /** Whether the files are more than the client delivered. */
  private static boolean isResumed(Done done) {
    boolean asDelivered =
        done.files().rule() == StartFiles.Rule.FIRST
            || done.held().filter(manifest -> manifest.generation() == 0).isPresent();
    return !asDelivered && !done.live().isEmpty();
  }

  /** The account goes on from what the files save: the work after that is done again. */
  private void goOnFrom(Manifest held, SortedMap<String, FileStat> live) {
    double saved = held.cpuSeconds();
    CheckpointNote.restored(task, live, held);
    task.cpu().goOnFrom(saved);
    double wall = task.time().seconds();
    task.memo()
        .change(
            memo ->
                memo.withSecondsBefore(saved, wall)
                    .withSealedGeneration(held.generation())
                    .withLiveFiles(LiveFiles.SEALED));
    reporter.goOnFrom(saved);
  }
}
