package net.boincwrapper.task.lease;

import java.util.Optional;
import java.util.function.UnaryOperator;
import net.boincwrapper.slot.MemoFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.Memo;

/**
 * The task's memo: read once; each change is written and synced before the act that it describes.
 */
public final class MemoKeeper {
  private final SlotLayout slot;
  private final Lease lease;
  private Memo memo;
  private Memo written;
  private boolean known;

  /** A keeper that has not read yet. */
  public MemoKeeper(SlotLayout slot, Lease lease, String resultName) {
    this.slot = slot;
    this.lease = lease;
    this.memo = Memo.initial(resultName);
    this.written = memo;
  }

  /**
   * Reads the memo; call it once the slot is ours. A damaged memo, or one of another result, is
   * void.
   *
   * @throws SlotFailedException the memo cannot be read now: it is left as it is
   */
  public void read(StderrLog log) {
    MemoFile.Reading reading = MemoFile.read(slot);
    if (reading instanceof MemoFile.Reading.Unreadable unreadable) {
      throw new SlotFailedException(unreadable.reason());
    }
    known = true;
    if (reading instanceof MemoFile.Reading.Damaged damaged) {
      log.line(damaged.reason() + "; starting without one");
    }
    Optional<Memo> ours = reading.memo().filter(m -> m.resultName().equals(memo.resultName()));
    memo = ours.orElse(memo);
    written = memo;
  }

  /** The memo with all changes so far, whether or not they are written yet. */
  public Memo memo() {
    return memo;
  }

  /** The id of our container, for callers who know that there is one. */
  public String containerId() {
    return memo.containerId().orElseThrow(() -> new IllegalStateException("there is no container"));
  }

  /**
   * Changes the memo; once this returns, the change survives a power cut.
   *
   * @throws LeaseLostException nothing was written
   * @throws SlotFailedException the change is not on the disk
   */
  public void change(UnaryOperator<Memo> change) {
    Memo next = change.apply(memo);
    // A memo that could not be read is not overwritten.
    if (known && !MemoFile.sayTheSame(next, written)) {
      lease.check();
      try {
        MemoFile.write(slot, next);
      } catch (SlotException e) {
        throw new SlotFailedException(e);
      }
      written = next;
    }
    memo = next;
  }

  /**
   * Changes the memo, but leaves writing it to the next change: nothing is lost if that never
   * comes.
   */
  public void note(UnaryOperator<Memo> change) {
    memo = change.apply(memo);
  }
}
