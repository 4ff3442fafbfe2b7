package net.boincwrapper.task.lease;

import java.util.Optional;
import java.util.function.UnaryOperator;
import net.boincwrapper.slot.MemoFile;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.record.Memo;

/** The task's memo: read once, and written, synced, before the act that it describes. */
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
   * Reads the memo, once the slot is ours. One of another result, or a damaged one, is void.
   *
   * @throws SlotFailedException nobody can tell now what it says: it is left as it is
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

  public Memo memo() {
    return memo;
  }

  /** Id of our container, where there must be one. */
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
    // One that could not be read is not written over.
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

  /** Changes the memo, to be written with its next change: what is lost till then is no loss. */
  public void note(UnaryOperator<Memo> change) {
    memo = change.apply(memo);
  }
}
