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
    OptionalLong bound = MemoryLimit.bound(input.init(), input.arguments());
    OptionalLong memory = MemoryLimit.of(job, input.init(), input.arguments());
    if (memory.isPresent() && bound.isPresent() && MemoryLimit.explicit(job).isPresent()) {
      compare(memory.getAsLong(), bound.getAsLong(), findings);
    }
    int hostCpus = input.engine().cpus();
    double granted = CpuQuota.granted(job, input.init(), input.arguments(), hostCpus);
    return new Resources(
        memory,
        MemoryLimit.first(memory, bound),
        MemoryLimit.shm(job),
        CpuQuota.of(job, input.init(), input.arguments(), hostCpus),
        (int) Math.max(1, Math.floor(granted)));
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
}
