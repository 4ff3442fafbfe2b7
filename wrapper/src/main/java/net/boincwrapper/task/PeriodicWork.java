package net.boincwrapper.task;

import net.boincwrapper.task.machine.Phase;
import org.jspecify.annotations.Nullable;

/** What is done for a container at each look, depending on the task's phase. */
final class PeriodicWork {
  private final TaskContext task;
  private final ContainerLife life;
  private final UsageSampler usage;
  private final QuotaKeeper quota;
  private final Niceness niceness;
  private final CheckpointSchedule checkpoints;
  private final AppRequests requests;
  private final SporadicExchange sporadic;
  private final HaltSequence halt;
  private final OrphanedContainers orphans;
  private final ImageCollection images;
  private @Nullable LayerKeeper layer;
  private @Nullable LimitKeeper limits;

  PeriodicWork(
      TaskContext task,
      ContainerLife life,
      UsageSampler usage,
      CheckpointSchedule checkpoints,
      AppRequests requests,
      SporadicExchange sporadic,
      HaltSequence halt,
      OrphanedContainers orphans) {
    this.task = task;
    this.life = life;
    this.usage = usage;
    this.quota = new QuotaKeeper(task);
    this.niceness = new Niceness(task, life);
    this.checkpoints = checkpoints;
    this.requests = requests;
    this.sporadic = sporadic;
    this.halt = halt;
    this.orphans = orphans;
    this.images = new ImageCollection(task);
  }

  /** Whether there is more to look after than an app that just runs or is paused. */
  boolean restless(Phase phase) {
    return switch (phase) {
      case RUNNING -> checkpoints.restless() || requests.restless();
      case PAUSED -> false;
      default -> true;
    };
  }

  /** The time until a sample that cannot wait; {@link Long#MAX_VALUE}: none can be taken. */
  long nanosUntilSample(Phase phase) {
    return phase == Phase.RUNNING ? usage.nanosUntilDue() : Long.MAX_VALUE;
  }

  void tick(Phase phase) {
    switch (phase) {
      case RUNNING -> {
        life.tick();
        quota.tick();
        niceness.tick();
        usage.tick();
        checkpoints.tick();
        requests.tick();
        sporadic.tick();
        orphans.tick();
        images.tick();
        keepLimits();
        keepLayer();
      }
      case STARTING -> life.tick();
      case PAUSED -> {
        life.tick();
        task.cpu().pauses();
        checkpoints.pauses();
      }
      case STOPPING -> {
        usage.tick();
        halt.tick();
      }
      default -> {
        // There is no container to look after.
      }
    }
  }

  /** Made only where the host's owner has set a ceiling. */
  private void keepLayer() {
    if (task.facts().policy().ceilings().layer().value().isPresent()) {
      LayerKeeper known = layer;
      if (known == null) {
        known = new LayerKeeper(task, life);
        layer = known;
      }
      known.tick();
    }
  }

  /** Made only for an app of whose limits the engine does not keep all. */
  private void keepLimits() {
    if (!life.missing().isEmpty()) {
      LimitKeeper known = limits;
      if (known == null) {
        known = new LimitKeeper(task, life);
        limits = known;
      }
      known.tick();
    }
  }
}
