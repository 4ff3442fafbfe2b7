package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.policy.Rule;
import net.boincwrapper.task.judge.Judgement;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.time.Stopwatch;

/**
 * Ends a task whose container has written more into its own layer than the host's owner allows. The
 * client counts only what is in the slot. The engine has to look at every file, so it is asked once
 * in a checkpoint period.
 */
final class LayerKeeper {
  private final TaskContext task;
  private final ContainerLife life;
  private final Stopwatch sinceLook;
  private boolean asked;

  LayerKeeper(TaskContext task, ContainerLife life) {
    this.task = task;
    this.life = life;
    this.sinceLook = task.stopwatch();
  }

  /** Call it at each turn while the app runs. */
  void tick() {
    Rule<OptionalLong> ceiling = task.facts().policy().ceilings().layer();
    if (ceiling.value().isEmpty() || asked || !sinceLook.isDue(period())) {
      return;
    }
    sinceLook.restart();
    asked = true;
    String id = life.id();
    task.calls()
        .aside(
            engine -> engine.layerBytes(id),
            found -> {
              asked = false;
              judge(found.orElse(OptionalLong.empty()), ceiling);
            });
  }

  private Duration period() {
    return Duration.ofMillis((long) (task.facts().init().checkpointPeriodSeconds() * 1000));
  }

  private void judge(OptionalLong bytes, Rule<OptionalLong> ceiling) {
    excess(bytes, ceiling)
        .map(why -> new TaskEvent.LimitExceeded(Judgement.DISK_LIMIT_EXCEEDED, why))
        .ifPresent(task.tell());
  }

  /**
   * What is wrong with so large a layer; empty: nothing.
   *
   * @param bytes empty: the engine does not say
   */
  static Optional<String> excess(OptionalLong bytes, Rule<OptionalLong> ceiling) {
    long most = ceiling.value().orElse(Long.MAX_VALUE);
    return bytes.orElse(0) <= most
        ? Optional.empty()
        : Optional.of(
            "the container has written "
                + Sizes.show(bytes.getAsLong())
                + " outside its mounts, and the host's owner allows "
                + Sizes.show(most)
                + " ("
                + ceiling.origin()
                + "); let the app write into WORKDIR, which counts as the task's disk");
  }
}
