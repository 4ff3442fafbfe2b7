package net.boincwrapper.task.lease;

import java.time.Duration;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotLease;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/** Whether the slot is still this task's. Once it is not, it never is again. */
public final class Lease {
  /**
   * The client replaces init_data.xml by removing it and writing it again; when it gives the slot
   * away, it removes everything, in any order.
   */
  private static final Duration REPLACED_WITHIN = Duration.ofSeconds(2);

  private final SlotLease holder;
  private final boolean givenByClient;
  private final Stopwatch missing;
  private boolean lost;

  /**
   * @param givenByClient false: nobody gives slots away
   */
  public Lease(SlotLayout slot, String resultName, boolean givenByClient, HostClock clock) {
    this.holder = new SlotLease(slot, resultName);
    this.givenByClient = givenByClient;
    this.missing = new Stopwatch(clock);
  }

  /**
   * Call it before each write into the slot. While the client is writing init_data.xml, the slot
   * counts as ours: before giving a slot away, the client empties it.
   *
   * @throws LeaseLostException the slot is no longer ours
   */
  public void check() {
    if (givenByClient && !lost) {
      lost = look();
    }
    if (lost) {
      throw new LeaseLostException();
    }
  }

  /** Whether a client has set up the slot, and would do so again. */
  public boolean givenByClient() {
    return givenByClient;
  }

  /** Whether {@link #check} has found that the slot is no longer ours. */
  public boolean lost() {
    return lost;
  }

  private boolean look() {
    if (holder.mayHaveInitData()) {
      missing.reset();
      return holder.holder() == SlotLease.Holder.ANOTHER && holder.mayHaveInitData();
    }
    missing.start();
    // An app may remove it as often as it likes, but cannot reach our own directory.
    return missing.hasPassed(REPLACED_WITHIN) && holder.holder() == SlotLease.Holder.ANOTHER;
  }
}
