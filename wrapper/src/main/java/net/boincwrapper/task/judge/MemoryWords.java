package net.boincwrapper.task.judge;

import java.util.OptionalLong;
import net.boincwrapper.job.Job;

/** What to say about the memory of an app that was killed for it. */
public final class MemoryWords {
  /** The least share of the limit that the peak has at a kill: the kernel may hold some back. */
  private static final double NEARLY_ALL = 0.95;

  private MemoryWords() {}

  /**
   * Whether the app has had nearly all the memory that it may have.
   *
   * @param seen the most memory that was seen, in bytes; 0: none was
   */
  public static boolean reached(Job job, long seen) {
    OptionalLong limit = job.limits().memoryBytes();
    return limit.isPresent() && seen >= limit.getAsLong() * NEARLY_ALL;
  }

  /**
   * The limit, and the peak where it is known. The control group goes away with the container, and
   * the kill comes between two looks at it: a peak far below the limit is from an earlier moment.
   *
   * @param bound the workunit's {@code rsc_memory_bound}, in bytes
   * @param seen the most memory that was seen, in bytes; 0: none was
   */
  public static String of(Job job, OptionalLong bound, long seen) {
    OptionalLong limit = job.limits().memoryBytes();
    if (limit.isEmpty()) {
      return job.extended() && bound.isPresent()
          ? "its limit is rsc_memory_bound, "
              + Bytes.mebibytes(bound.getAsLong())
              + ", plus what [[scratch]] and shm add; memory in [limits] sets another"
          : "it has no limit of its own, so the host had no more";
    }
    String had = "limit " + Bytes.mebibytes(limit.getAsLong());
    return reached(job, seen)
        ? had + ", peak " + Bytes.mebibytes(seen)
        : had + " ([limits] memory)";
  }
}
