package net.boincwrapper.task.watch;

import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** Whether the app may still be writing a file that rests. */
public interface WriterCheck {
  /** Of one who cannot see it. */
  WriterCheck BLIND = files -> false;

  /**
   * Whether a process of the container holds one of the files open for writing, or maps one so.
   *
   * @param files by name
   * @return false too where that cannot be seen
   */
  boolean holdsOne(SortedMap<String, FileStat> files);

  /**
   * Whether the app still runs, whatever the engine has told so far: one that was killed holds
   * nothing open either.
   *
   * @return true too where that cannot be seen
   */
  default boolean appRuns() {
    return true;
  }

  /**
   * Takes note of how far the app's threads have come, of all that are there now.
   *
   * @return whether one of them has not run since though it wants to: it waits for the processor or
   *     for a disk; false too where that cannot be seen
   */
  default BooleanSupplier stall() {
    return () -> false;
  }
}
