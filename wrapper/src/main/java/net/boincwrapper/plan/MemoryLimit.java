package net.boincwrapper.plan;

import java.util.OptionalLong;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.record.InitData;

/** How much memory a task's container may use, swap included. */
public final class MemoryLimit {
  private MemoryLimit() {}

  /**
   * Bytes; empty: as much as there is. A job.toml of docker_wrapper was written without a limit in
   * mind: it gets none by default.
   */
  public static OptionalLong of(Job job, InitData init, TaskArguments arguments) {
    OptionalLong wanted = wanted(job, init, arguments);
    OptionalLong ceiling = job.limits().memoryCeiling();
    return wanted.isEmpty() || ceiling.isEmpty()
        ? first(wanted, ceiling)
        : OptionalLong.of(Math.min(wanted.getAsLong(), ceiling.getAsLong()));
  }

  private static OptionalLong wanted(Job job, InitData init, TaskArguments arguments) {
    OptionalLong explicit = explicit(job);
    OptionalLong bound = bound(init, arguments);
    if (explicit.isPresent() || bound.isEmpty() || !job.extended()) {
      return explicit;
    }
    long tmpfs =
        job.scratch().stream().mapToLong(Job.Scratch::sizeBytes).sum()
            + job.createOptions().tmpfs().stream().mapToLong(t -> t.sizeBytes().orElse(0)).sum();
    return OptionalLong.of(bound.getAsLong() + tmpfs + shm(job).orElse(0));
  }

  /** The one that the job names. */
  static OptionalLong explicit(Job job) {
    return first(job.limits().memoryBytes(), job.createOptions().memoryBytes());
  }

  /** What the task may use as the server or the workunit says, in bytes. */
  static OptionalLong bound(InitData init, TaskArguments arguments) {
    return first(arguments.memoryBytes(), init.memoryBoundBytes());
  }

  /** Size of {@code /dev/shm}, in bytes; empty: the engine's default. */
  static OptionalLong shm(Job job) {
    return first(job.limits().shmBytes(), job.createOptions().shmBytes());
  }

  static OptionalLong first(OptionalLong a, OptionalLong b) {
    return a.isPresent() ? a : b;
  }
}
