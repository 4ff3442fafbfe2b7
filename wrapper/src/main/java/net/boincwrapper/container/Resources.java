package net.boincwrapper.container;

import java.util.OptionalLong;
import net.boincwrapper.job.Job;
import net.boincwrapper.slot.InitData;

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
   * Weight of nice 19 where nice 0 has 1024, the engine's default (the kernel's {@code
   * sched_prio_to_weight}). The client's own lowering of a task's priority does not reach a
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
    double wanted =
        input.arguments().threads().stream()
            .asDoubleStream()
            .findFirst()
            .orElse(input.init().cpus());
    return new Resources(
        memory,
        first(memory, bound),
        shm,
        quota(job, input.init(), wanted, input.engine().cpus()),
        (int) Math.max(1, Math.floor(wanted)));
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

  /**
   * A fraction of a CPU is an estimate of what a GPU app uses beside its GPU, not a limit: it
   * counts as one. More than the host has would be refused by the engine.
   */
  private static double quota(Job job, InitData init, double wanted, int hostCpus) {
    double cpus = Math.max(1, wanted);
    if (job.createOptions().cpus().isPresent()) {
      cpus = Math.min(cpus, job.createOptions().cpus().get());
    }
    if (hostCpus > 0) {
      cpus = Math.min(cpus, hostCpus);
    }
    cpus = cpus * init.cpuUsageLimitPercent() / 100;
    return Math.max(0.01, Math.round(cpus * 100) / 100.0);
  }

  private static OptionalLong first(OptionalLong a, OptionalLong b) {
    return a.isPresent() ? a : b;
  }
}
