package net.boincwrapper.slot;

import java.util.SortedMap;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** The files that a job declares as its checkpoint. */
@FunctionalInterface
public interface LiveSet {
  /**
   * The declared regular files as they are now, by their names relative to the slot; never a
   * reserved name, and none that is reached through a link. Empty if they cannot be determined.
   * Opens no file and throws nothing.
   */
  SortedMap<String, FileStat> look();
}
