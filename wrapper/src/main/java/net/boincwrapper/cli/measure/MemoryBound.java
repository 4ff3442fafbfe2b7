package net.boincwrapper.cli.measure;

import java.util.Optional;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.job.Job;

/**
 * How much memory a task may have, and who says so.
 *
 * @param name as an author knows it, such as {@code rsc_memory_bound}
 * @param file in which it stands
 */
public record MemoryBound(long bytes, String name, String file) {
  static final String OF_WORKUNIT = "rsc_memory_bound";
  private static final String OF_LIMITS = "[limits] memory";
  private static final String OF_OPTIONS = "--memory in create_args";

  /** From here on, what was not seen, or another input, may be too much. */
  private static final double NEAR = 0.9;

  /** The job's own limit, above which the kernel kills the app; empty where it has none. */
  static Optional<MemoryBound> limit(JobFolder folder) {
    return folder.job().job().flatMap(job -> limit(job, folder.jobName()));
  }

  private static Optional<MemoryBound> limit(Job job, String file) {
    String name = job.createOptions().memoryBytes().isPresent() ? OF_OPTIONS : OF_LIMITS;
    return job.limits().memoryBytes().isPresent()
        ? Optional.of(new MemoryBound(job.limits().memoryBytes().getAsLong(), name, file))
        : Optional.empty();
  }

  /** Whether so much is allowed, but only just. */
  public boolean isNear(long used) {
    return used <= bytes && used > bytes * NEAR;
  }

  /** Where another value of this limit is written, as the heading of it. */
  String place() {
    return file + (name.equals(OF_LIMITS) ? ", in [limits]" : ", in create_args");
  }

  /** How another value of this limit is written. */
  String spelling(String value) {
    return name.equals(OF_LIMITS) ? "memory = \"" + value + "\"" : "--memory " + value;
  }
}
