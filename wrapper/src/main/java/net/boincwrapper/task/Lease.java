package net.boincwrapper.task;

import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotLease;

/** Whether the slot is still this task's. Once it is not, it never is again. */
final class Lease {
  private final SlotLayout slot;
  private final String resultName;
  private final boolean givenByClient;
  private boolean lost;

  /**
   * @param givenByClient false: nobody else gives slots away
   */
  Lease(SlotLayout slot, String resultName, boolean givenByClient) {
    this.slot = slot;
    this.resultName = resultName;
    this.givenByClient = givenByClient;
  }

  /**
   * To be asked before each write into the slot. While the client is writing init_data.xml, the
   * slot counts as ours: a slot that is given away was emptied before.
   *
   * @throws LeaseLostException it is not ours any more
   */
  void check() {
    if (givenByClient && !lost) {
      lost = SlotLease.holder(slot, resultName) == SlotLease.Holder.ANOTHER;
    }
    if (lost) {
      throw new LeaseLostException();
    }
  }

  boolean lost() {
    return lost;
  }
}
