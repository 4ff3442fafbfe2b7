package net.boincwrapper.task;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.task.judge.Judgement;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.machine.TaskMachine;
import net.boincwrapper.task.watch.UngroupedProcesses;
import net.boincwrapper.time.Stopwatch;

/**
 * Keeps an app within its limits that has no control group, so that the engine does not: looks at
 * its memory and at the number of its processes once a second, and ends a task that has more than
 * it may; lets it use as many CPUs as it was promised. What an app does between two looks is
 * missed.
 */
final class UngroupedLimits {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final TaskContext task;
  private final ContainerLife life;
  private final ContainerCreation creation;
  private final Affinity affinity;
  private final Stopwatch sinceLook;
  private boolean told;

  UngroupedLimits(TaskContext task, ContainerLife life, ContainerCreation creation) {
    this.task = task;
    this.life = life;
    this.creation = creation;
    this.affinity = new Affinity(task);
    this.sinceLook = task.stopwatch();
  }

  /** Call it at each turn while an app runs that has no control group. */
  void tick() {
    Optional<ContainerPlan> plan = creation.latest();
    if (!sinceLook.isDue(LOOK_EVERY) || plan.isEmpty()) {
      return;
    }
    sinceLook.restart();
    tell(plan.get());
    life.processes().ifPresent(processes -> look(processes, plan.get()));
  }

  private void tell(ContainerPlan plan) {
    if (told || !life.isFirst()) {
      return;
    }
    told = true;
    String memory =
        plan.memoryBytes().isPresent() ? mebibytes(plan.memoryBytes().getAsLong()) + " and " : "";
    task.log()
        .line(
            "in the engine's place, docker-wrapper looks once a second whether the app keeps to "
                + memory
                + task.facts().job().limits().pids()
                + " processes and threads; it has the lowest priority"
                + affinity.words());
  }

  private void look(UngroupedProcesses processes, ContainerPlan plan) {
    affinity.keep(processes);
    OptionalLong most = plan.memoryBytes();
    if (most.isPresent() && processes.workingSetBytes().orElse(0) > most.getAsLong()) {
      long exact = processes.exactBytes();
      if (exact > most.getAsLong()) {
        exceeded(
            Judgement.MEM_LIMIT_EXCEEDED,
            "the app ran out of memory: limit %s, in use %s"
                .formatted(mebibytes(most.getAsLong()), mebibytes(exact)));
        return;
      }
    }
    int pids = task.facts().job().limits().pids();
    long threads = processes.threads();
    if (threads > pids) {
      exceeded(
          TaskMachine.CHILD_FAILED,
          "the app has %d processes and threads; it may have %d, which pids below [limits] changes"
              .formatted(threads, pids));
    }
  }

  private void exceeded(int status, String reason) {
    task.tell().accept(new TaskEvent.LimitExceeded(status, reason));
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
