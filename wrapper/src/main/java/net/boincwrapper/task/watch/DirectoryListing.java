package net.boincwrapper.task.watch;

import java.time.Duration;
import java.util.Set;
import net.boincwrapper.slot.UntrustedDirectory.DirectoryStat;
import net.boincwrapper.time.Stopwatch;

/**
 * Those names in a directory that matter, and how long the list can be relied upon.
 *
 * @param state the directory's state just before it was listed
 * @param since when the directory was first seen in that state
 * @param settled whether that was at least {@link #COARSEST_TICK} before it was listed
 * @param listed when it was listed
 * @param size how many names it holds, including those that do not matter
 * @param files names that may be files of the checkpoint set
 * @param directories names of directories that may hold such files
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
   * A directory's time does not show a change in the same tick of the file system's clock as the
   * change before. A tick lasts from some milliseconds to two seconds (FAT).
   */
  static final Duration COARSEST_TICK = Duration.ofSeconds(2);

  /** An app can set a directory's time back, as tar does: such a change is seen after this long. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Whether the directory, given its state now, need not be listed again. */
  boolean holds(DirectoryStat now) {
    return now.equals(state) && settled && !listed.hasPassed(LONGEST);
  }
}
