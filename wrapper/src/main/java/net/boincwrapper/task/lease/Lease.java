package net.boincwrapper.task.lease;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotLease;
import net.boincwrapper.task.turn.TaskClock;

/** Whether the slot is still this task's. Once it is not, it never is again. */
public final class Lease {
  /**
   * The client replaces init_data.xml by removing it and writing it anew; when it gives the slot
   * away, it removes everything, in any order.
   */
  private static final Duration REPLACED_WITHIN = Duration.ofSeconds(2);

  private final SlotLease holder;
  private final boolean givenByClient;
  private final TaskClock clock;
  private Optional<Long> missingSince = Optional.empty();
  private boolean lost;

  /**
   * @param givenByClient false: nobody gives slots away
   */
  public Lease(SlotLayout slot, String resultName, boolean givenByClient, TaskClock clock) {
    this.holder = new SlotLease(slot, resultName);
    this.givenByClient = givenByClient;
    this.clock = clock;
  }

  /**
   * To be asked before each write into the slot. While the client is writing init_data.xml, the
   * slot counts as ours: one that is given away is emptied before.
   *
   * @throws LeaseLostException it is not ours any more
   */
  public void check() {
    if (givenByClient && !lost) {
      lost = look();
    }
    if (lost) {
      throw new LeaseLostException();
    }
  }

  /** Whether a client has set the slot up, and would do so again. */
  public boolean givenByClient() {
    return givenByClient;
  }

  public boolean lost() {
    return lost;
  }

  private boolean look() {
    if (holder.mayHaveInitData()) {
      missingSince = Optional.empty();
      return holder.holder() == SlotLease.Holder.ANOTHER && holder.mayHaveInitData();
    }
    long since = missingSince.orElse(clock.nanos());
    missingSince = Optional.of(since);
    // An app may remove it as often as it likes; what it cannot reach is our own directory.
    return clock.nanos() - since >= REPLACED_WITHIN.toNanos()
        && holder.holder() == SlotLease.Holder.ANOTHER;
  }
}
