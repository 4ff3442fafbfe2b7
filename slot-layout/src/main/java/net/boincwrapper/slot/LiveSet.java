package net.boincwrapper.slot;

import java.util.SortedMap;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** The files that a job declares as its checkpoint, as they stand in the slot. */
public interface LiveSet {
  /**
   * Looks at them, without opening any.
   *
   * @return by name relative to the slot, never a reserved name; empty where there is none, and
   *     where it cannot be told. Throws nothing.
   */
  SortedMap<String, FileStat> look();
}
