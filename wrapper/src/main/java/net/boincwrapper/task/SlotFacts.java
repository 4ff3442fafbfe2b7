package net.boincwrapper.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.slot.Checkpoints;
import net.boincwrapper.slot.LiveSet;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.Memo;
import net.boincwrapper.slot.Memo.LiveFiles;

/** What slot and memo tell of the checkpoint files, while no container of the task runs. */
final class SlotFacts implements StartFiles.Facts {
  private final Checkpoints checkpoints;
  private final LiveSet live;
  private final Memo memo;
  private final boolean sameBoot;
  private final Optional<Double> savedCpuSeconds;
  private final List<String> complaints = new ArrayList<>();

  SlotFacts(TaskContext task, Checkpoints checkpoints, LiveSet live) {
    this.checkpoints = checkpoints;
    this.live = live;
    this.memo = task.memo().memo();
    String boot = BootId.read(task.seams().proc());
    this.sameBoot = Continuity.between(memo.bootId(), boot) == Continuity.SAME;
    this.savedCpuSeconds = CompleteNote.cpuSeconds(task, live.look());
  }

  /** Lines for people on what was found damaged. */
  List<String> complaints() {
    return complaints;
  }

  @Override
  public OptionalInt cutShort() {
    return checkpoints.unfinishedRestore().stream()
        .mapToInt(Integer::intValue)
        .filter(checkpoints::verifies)
        .findFirst();
  }

  @Override
  public boolean nothingHasRun() {
    return memo.starts() == 0 && checkpoints.generations().isEmpty();
  }

  @Override
  public boolean sameBoot() {
    return sameBoot;
  }

  @Override
  public LiveFiles left() {
    return memo.liveFiles();
  }

  @Override
  public OptionalInt sameAsInSlot() {
    Optional<Manifest> newest = newest();
    if (newest.isEmpty()) {
      return OptionalInt.empty();
    }
    int generation = newest.get().generation();
    boolean untouched = sameBoot && isUntouched(newest.get());
    return untouched || isWhatWasSealed(newest.get())
        ? OptionalInt.of(generation)
        : OptionalInt.empty();
  }

  /** A disk may have damaged the file and its copy alike: after a power cut both may be empty. */
  private boolean isWhatWasSealed(Manifest newest) {
    return checkpoints.liveEquals(newest) && checkpoints.verifies(newest.generation());
  }

  /** Since it was sealed, or restored. */
  private boolean isUntouched(Manifest newest) {
    return newest.stats().equals(live.look())
        || savedCpuSeconds.equals(Optional.of(newest.cpuSeconds()));
  }

  /** Whether its copies are whole is of no matter if the files in the slot are untouched. */
  private Optional<Manifest> newest() {
    return checkpoints.generations().stream()
        .map(checkpoints::manifest)
        .flatMap(Optional::stream)
        .findFirst();
  }

  @Override
  public boolean unchangedSinceComplete() {
    return sameBoot && savedCpuSeconds.isPresent();
  }

  /** CPU time that the files save if what is in the slot is good; empty: all that was used. */
  Optional<Double> savedCpuSeconds() {
    return left() == LiveFiles.UNKNOWN ? savedCpuSeconds : Optional.empty();
  }

  @Override
  public OptionalInt newestWhole() {
    return checkpoints.newestVerified(complaints::add).stream()
        .mapToInt(Manifest::generation)
        .findFirst();
  }

  @Override
  public boolean beginningIsWhole() {
    return checkpoints.verifies(0);
  }
}
