package net.boincwrapper.task;

import java.util.OptionalDouble;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.plan.CpuQuota;
import net.boincwrapper.task.lease.StderrLog;

/**
 * Gives a running container the CPU quota that the volunteer's limit asks for, if the limit has
 * changed since the container was created or found. Without it, the client would suspend and resume
 * the task every second.
 */
final class QuotaKeeper {
  private final TaskContext task;
  private OptionalDouble asked = OptionalDouble.empty();

  QuotaKeeper(TaskContext task) {
    this.task = task;
  }

  /** Call it while the container runs. An engine that refuses is asked only once for each limit. */
  void tick() {
    double limit = task.facts().init().cpuUsageLimitPercent();
    if (!task.facts().quotaIsOutdated()
        || task.facts().unlimited()
        || asked.equals(OptionalDouble.of(limit))
        || !task.facts().engine().cpuQuota()) {
      return;
    }
    asked = OptionalDouble.of(limit);
    String id = task.memo().containerId();
    double cpus =
        CpuQuota.of(
            task.facts().job(),
            task.facts().init(),
            task.setup().arguments(),
            task.facts().engine().cpus());
    task.calls()
        .call(
            ContainerLife.done(engine -> engine.limitCpus(id, cpus)),
            ok -> {
              asked = OptionalDouble.empty();
              task.facts().quotaIsFor(limit);
            },
            this::failed);
  }

  /** We then obey the client's suspends and resumes, which enforce the limit too. */
  private void failed(EngineException e) {
    task.log().say(StderrLog.Level.DETAILS, String.valueOf(e.getMessage()));
  }
}
