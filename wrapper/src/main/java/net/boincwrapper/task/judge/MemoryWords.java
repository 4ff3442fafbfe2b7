package net.boincwrapper.task.judge;

import java.util.OptionalLong;
import net.boincwrapper.job.Job;

/** What is said of the memory of an app that was killed for it. */
public final class MemoryWords {
  /** What is held back by the kernel at the moment of the kill. */
  private static final double NEARLY_ALL = 0.95;

  private MemoryWords() {}

  /**
   * The limit, and the peak where it is known. The account goes with the container, and the kill
   * comes between two looks at it: a peak far below the limit is that of an earlier moment.
   *
   * @param bound the workunit's
   * @param seen most memory that was seen, in bytes; 0: none was
   */
  public static String of(Job job, OptionalLong bound, long seen) {
    OptionalLong limit = job.limits().memoryBytes();
    if (limit.isEmpty()) {
      return job.extended() && bound.isPresent()
          ? "its limit is rsc_memory_bound, "
              + Bytes.mebibytes(bound.getAsLong())
              + ", with what [[scratch]] and shm add; memory below [limits] sets another"
          : "it has no limit of its own, so the host had no more";
    }
    String had = "limit " + Bytes.mebibytes(limit.getAsLong());
    return seen >= limit.getAsLong() * NEARLY_ALL
        ? had + ", peak " + Bytes.mebibytes(seen)
        : had + " (memory below [limits])";
  }
}
