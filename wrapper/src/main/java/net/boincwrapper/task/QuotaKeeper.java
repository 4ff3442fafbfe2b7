package net.boincwrapper.task;

import java.util.OptionalDouble;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.plan.CpuQuota;
import net.boincwrapper.task.lease.StderrLog;

/**
 * Gives a container that runs the CPU quota that the volunteer's limit asks for, when the limit has
 * changed since the container was made or was found: what the client does instead is to suspend and
 * resume the task every second.
 */
final class QuotaKeeper {
  private final TaskContext task;
  private OptionalDouble asked = OptionalDouble.empty();

  QuotaKeeper(TaskContext task) {
    this.task = task;
  }

  /** To be called while the container runs. An engine that refuses is asked once for each limit. */
  void tick() {
    double limit = task.facts().init().cpuUsageLimitPercent();
    if (!task.facts().quotaIsOutdated()
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

  /** The client's suspends and resumes are then obeyed, which keeps the limit too. */
  private void failed(EngineException e) {
    task.log().say(StderrLog.Level.DETAILS, String.valueOf(e.getMessage()));
  }
}
