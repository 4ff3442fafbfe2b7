package net.boincwrapper.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.slot.Checkpoints;
import net.boincwrapper.slot.CompleteSet;
import net.boincwrapper.slot.LiveSet;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.Memo.LiveFiles;
import net.boincwrapper.task.judge.Continuity;
import net.boincwrapper.task.judge.StartFiles;
import net.boincwrapper.task.lease.SlotFailedException;

/** What slot and memo tell about the checkpoint files while no container of the task runs. */
final class SlotFacts implements StartFiles.Facts {
  private final Checkpoints checkpoints;
  private final LiveSet live;
  private final Memo memo;
  private final boolean sameBoot;
  private final Optional<CompleteSet> noted;
  private final List<String> complaints = new ArrayList<>();
  private Optional<Manifest> whole = Optional.empty();
  private boolean lookedForWhole;
  private Optional<Integer> begunRestore = Optional.empty();
  private boolean lookedForRestore;

  /** Reads no generation yet: the answers do, which can take minutes. */
  SlotFacts(TaskContext task, Checkpoints checkpoints, LiveSet live) {
    this.checkpoints = checkpoints;
    this.live = live;
    this.memo = task.memo().memo();
    String boot = BootId.read(task.gateways().proc());
    this.sameBoot = Continuity.between(memo.bootId(), boot) == Continuity.SAME;
    this.noted = CheckpointNote.of(task, live.look());
  }

  /** Lines for people about what was found damaged. */
  List<String> complaints() {
    return complaints;
  }

  /** A restore that was begun has to be done again, if need be from another generation. */
  @Override
  public OptionalInt cutShort() {
    if (begunRestore().isEmpty()) {
      return OptionalInt.empty();
    }
    int begun = begunRestore().get();
    return checkpoints.verifies(begun)
        ? OptionalInt.of(begun)
        : whole().stream().mapToInt(Manifest::generation).findFirst();
  }

  @Override
  public boolean nothingHasRun() {
    return memo.starts() == 0 && generations().isEmpty();
  }

  @Override
  public boolean sameBoot() {
    return sameBoot;
  }

  @Override
  public LiveFiles left() {
    return begunRestore().isPresent() ? LiveFiles.UNKNOWN : memo.liveFiles();
  }

  @Override
  public OptionalInt sameAsInSlot() {
    return untouched().or(() -> whole().filter(checkpoints::liveEquals)).stream()
        .mapToInt(Manifest::generation)
        .findFirst();
  }

  /** The newest generation, if nobody has touched the files since it was sealed or restored. */
  private Optional<Manifest> untouched() {
    return generations().stream()
        .findFirst()
        .flatMap(checkpoints::manifest)
        .filter(newest -> sameBoot && begunRestore().isEmpty())
        .filter(
            newest ->
                newest.stats().equals(live.look())
                    || noted.filter(note -> isOf(note, newest)).isPresent());
  }

  private static boolean isOf(CompleteSet note, Manifest newest) {
    return note.generation().equals(OptionalInt.of(newest.generation()));
  }

  @Override
  public boolean unchangedSinceComplete() {
    return sameBoot && begunRestore().isEmpty() && noted.isPresent();
  }

  /**
   * The CPU time, in seconds, that the files in the slot save if they are good; empty: all that was
   * used.
   */
  Optional<Double> savedCpuSeconds() {
    return noted.map(CompleteSet::cpuSeconds);
  }

  @Override
  public OptionalInt newestWhole() {
    return whole().stream()
        .mapToInt(Manifest::generation)
        .filter(generation -> generation > 0)
        .findFirst();
  }

  @Override
  public boolean beginningIsWhole() {
    return whole().isPresent();
  }

  /** If the restore's journal is damaged, this reads all generations. */
  private Optional<Integer> begunRestore() {
    if (!lookedForRestore) {
      lookedForRestore = true;
      begunRestore = orFail(checkpoints::unfinishedRestore);
    }
    return begunRestore;
  }

  private List<Integer> generations() {
    return orFail(checkpoints::generations);
  }

  /** The newest generation that verifies; verifying reads all of it. */
  private Optional<Manifest> whole() {
    if (!lookedForWhole) {
      lookedForWhole = true;
      whole =
          orFail(() -> checkpoints.newestVerified(complaints::add))
              .or(() -> checkpoints.verifies(0) ? checkpoints.manifest(0) : Optional.empty());
    }
    return whole;
  }

  private interface Look<T> {
    T at() throws SlotException;
  }

  private static <T> T orFail(Look<T> look) {
    try {
      return look.at();
    } catch (SlotException e) {
      throw new SlotFailedException(e);
    }
  }
}
