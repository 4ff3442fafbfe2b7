package net.boincwrapper.plan;

import java.util.OptionalLong;
import net.boincwrapper.job.Job;

/**
 * How much a container may use.
 *
 * @param memoryBytes limit, swap included; empty: none of its own
 * @param memoryForApp what {@code BOINC_MEMORY_BYTES} says; empty: unknown
 * @param shmBytes size of {@code /dev/shm}; empty: the engine's default
 * @param cpus quota in CPUs, 0.01 or more
 * @param threads threads that the app should start, 1 or more
 */
record Resources(
    OptionalLong memoryBytes,
    OptionalLong memoryForApp,
    OptionalLong shmBytes,
    double cpus,
    int threads) {

  /**
   * The weight of nice 19, where nice 0 has 1024, the engine's default (the kernel's {@code
   * sched_prio_to_weight}). When the client lowers a task's priority, that does not reach a
   * container, which is a child of the engine.
   */
  static final int CPU_SHARES = 15;

  static Resources of(PlanInput input, Findings findings) {
    Job job = input.job();
    OptionalLong shm = first(job.limits().shmBytes(), job.createOptions().shmBytes());
    OptionalLong bound = first(input.arguments().memoryBytes(), input.init().memoryBoundBytes());
    OptionalLong memory = memory(job, bound, shm);
    if (memory.isPresent() && bound.isPresent() && explicit(job).isPresent()) {
      compare(memory.getAsLong(), bound.getAsLong(), findings);
    }
    int hostCpus = input.engine().cpus();
    double granted = CpuQuota.granted(job, input.init(), input.arguments(), hostCpus);
    return new Resources(
        memory,
        first(memory, bound),
        shm,
        CpuQuota.of(job, input.init(), input.arguments(), hostCpus),
        (int) Math.max(1, Math.floor(granted)));
  }

  private static OptionalLong explicit(Job job) {
    return first(job.limits().memoryBytes(), job.createOptions().memoryBytes());
  }

  /** A job.toml of docker_wrapper was written without a limit in mind: it gets none by default. */
  private static OptionalLong memory(Job job, OptionalLong bound, OptionalLong shm) {
    OptionalLong explicit = explicit(job);
    if (explicit.isPresent() || bound.isEmpty() || !job.extended()) {
      return explicit;
    }
    long tmpfs =
        job.scratch().stream().mapToLong(Job.Scratch::sizeBytes).sum()
            + job.createOptions().tmpfs().stream().mapToLong(t -> t.sizeBytes().orElse(0)).sum();
    return OptionalLong.of(bound.getAsLong() + tmpfs + shm.orElse(0));
  }

  private static void compare(long memory, long bound, Findings findings) {
    if (memory > bound) {
      findings.warning(
          "the memory limit of "
              + memory
              + " bytes is above rsc_memory_bound ("
              + bound
              + "), by which the client decides whether the task fits; raise rsc_memory_bound");
    }
  }

  private static OptionalLong first(OptionalLong a, OptionalLong b) {
    return a.isPresent() ? a : b;
  }
}
