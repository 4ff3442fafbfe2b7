package net.boincwrapper.task.watch;

import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import net.boincwrapper.slot.UntrustedFiles.FileStat;

/** Whether the app may still be writing a file that seems to be at rest. */
public interface WriterCheck {
  /** For those who cannot see the app's processes. */
  WriterCheck BLIND = files -> false;

  /**
   * Whether a process of the container holds one of the files open for writing, or maps one for
   * writing.
   *
   * @param files by name
   * @return also false if that cannot be seen
   */
  boolean holdsOne(SortedMap<String, FileStat> files);

  /**
   * Whether the app still runs, whatever the engine has said so far: a killed app holds nothing
   * open either.
   *
   * @return also true if that cannot be seen
   */
  default boolean appRuns() {
    return true;
  }

  /**
   * Notes how long each of the app's present threads has run.
   *
   * @return whether a thread has not run since, or has hardly run at all, although it wants to: it
   *     waits for the processor or for a disk; also false if that cannot be seen
   */
  default BooleanSupplier stall() {
    return () -> false;
  }
}
