package net.boincwrapper.task.watch;

import java.time.Duration;
import java.util.Set;
import net.boincwrapper.slot.UntrustedDirectory.DirectoryStat;
import net.boincwrapper.time.Stopwatch;

/**
 * What matters of the names in a directory, and for how long that can be relied upon.
 *
 * @param state of the directory just before it was listed
 * @param since when it was first seen in that state
 * @param settled whether that was {@link #COARSEST_TICK} before it was listed
 * @param listed when it was listed
 * @param size names in it, those that do not matter included
 * @param files names that may be files of the set
 * @param directories names of directories that may hold some
 */
record DirectoryListing(
    DirectoryStat state,
    Stopwatch since,
    boolean settled,
    Stopwatch listed,
    int size,
    Set<String> files,
    Set<String> directories) {
  /**
   * A directory's time tells nothing of a change in the same tick of the file system's clock as the
   * one before it. Ticks last from some milliseconds to two seconds (FAT).
   */
  static final Duration COARSEST_TICK = Duration.ofSeconds(2);

  /** An app can set a directory's time back, as tar does: such a change is seen so late. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Whether the directory, being in a state now, need not be listed again. */
  boolean holds(DirectoryStat now) {
    return now.equals(state) && settled && !listed.hasPassed(LONGEST);
  }
}
