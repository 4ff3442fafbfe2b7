package net.boincwrapper.task.watch;

import java.time.Duration;
import java.util.Set;
import net.boincwrapper.slot.UntrustedDirectory.DirectoryStat;

/**
 * What matters of the names in a directory, and for how long that can be relied upon.
 *
 * @param state of the directory just before it was listed
 * @param since when it was first seen in that state, on the clock's nanoseconds
 * @param at when it was listed, on the same
 * @param size names in it, those that do not matter included
 * @param files names that may be files of the set
 * @param directories names of directories that may hold some
 */
record DirectoryListing(
    DirectoryStat state,
    long since,
    long at,
    int size,
    Set<String> files,
    Set<String> directories) {
  /**
   * A directory's time tells nothing of a change in the same tick of the file system's clock as the
   * one before it. Ticks last from some milliseconds to two seconds (FAT).
   */
  private static final Duration COARSEST_TICK = Duration.ofSeconds(2);

  /** An app can set a directory's time back, as tar does: such a change is seen so late. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Whether the directory, being in a state now, need not be listed again. */
  boolean holds(DirectoryStat now, long nanos) {
    return now.equals(state)
        && at - since >= COARSEST_TICK.toNanos()
        && nanos - at < LONGEST.toNanos();
  }
}
