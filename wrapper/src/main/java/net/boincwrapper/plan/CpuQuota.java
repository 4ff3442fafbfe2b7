package net.boincwrapper.plan;

import net.boincwrapper.job.Job;
import net.boincwrapper.slot.record.InitData;

/** How much of the host's processors a task's container may use. */
public final class CpuQuota {
  /** The engine accepts no less than a hundredth of a CPU. */
  private static final double LEAST = 0.01;

  private CpuQuota() {}

  /**
   * CPUs, from 0.01 to the host's number of them: the task's, or fewer if the job says so, times
   * the volunteer's {@code cpu_usage_limit}.
   *
   * @param hostCpus as the engine says; 0 if it does not
   */
  public static double of(Job job, InitData init, TaskArguments arguments, int hostCpus) {
    double cpus = granted(job, init, arguments, hostCpus) * init.cpuUsageLimitPercent() / 100;
    return Math.max(LEAST, Math.round(cpus * 100) / 100.0);
  }

  /** CPUs as above, but without the volunteer's limit: that many threads can run side by side. */
  public static double granted(Job job, InitData init, TaskArguments arguments, int hostCpus) {
    // A fraction of a CPU is an estimate of what a GPU app uses beside its GPU, not a limit.
    double cpus = Math.max(1, wanted(init, arguments));
    if (job.createOptions().cpus().isPresent()) {
      cpus = Math.min(cpus, job.createOptions().cpus().get());
    }
    if (hostCpus > 0) {
      // The engine would refuse more than the host has.
      cpus = Math.min(cpus, hostCpus);
    }
    return cpus;
  }

  /** The task's share of the host: the server's {@code --nthreads}, or else the client's. */
  private static double wanted(InitData init, TaskArguments arguments) {
    return arguments.threads().stream().asDoubleStream().findFirst().orElse(init.cpus());
  }
}
