package net.boincwrapper.task;

import net.boincwrapper.task.machine.Phase;

/** What is done for a container at each look, by the phase that its task is in. */
final class Tending {
  private final TaskContext task;
  private final ContainerLife life;
  private final Usage usage;
  private final QuotaKeeper quota;
  private final Niceness niceness;
  private final Progress progress;
  private final AppRequests requests;
  private final Sporadic sporadic;
  private final HaltSequence halt;
  private final Leftovers leftovers;

  Tending(
      TaskContext task,
      ContainerLife life,
      Usage usage,
      Progress progress,
      AppRequests requests,
      Sporadic sporadic,
      HaltSequence halt,
      Leftovers leftovers) {
    this.task = task;
    this.life = life;
    this.usage = usage;
    this.quota = new QuotaKeeper(task);
    this.niceness = new Niceness(task, life);
    this.progress = progress;
    this.requests = requests;
    this.sporadic = sporadic;
    this.halt = halt;
    this.leftovers = leftovers;
  }

  /** Whether there is more to look after than an app that just runs, or is paused. */
  boolean restless(Phase phase) {
    return switch (phase) {
      case RUNNING -> progress.restless() || requests.restless();
      case PAUSED -> false;
      default -> true;
    };
  }

  void tick(Phase phase) {
    switch (phase) {
      case RUNNING -> {
        life.tick();
        quota.tick();
        niceness.tick();
        usage.tick();
        progress.tick();
        requests.tick();
        sporadic.tick();
        leftovers.tick();
      }
      case STARTING -> life.tick();
      case PAUSED -> {
        life.tick();
        task.cpu().pauses();
        progress.pauses();
      }
      case STOPPING -> {
        usage.tick();
        halt.tick();
      }
      default -> {
        // No container to tend.
      }
    }
  }
}
