package net.boincwrapper.task;

import java.time.Duration;
import net.boincwrapper.job.Job.CheckpointRules;

/**
 * Tells the client how far a job without checkpoint files has come. Its container holds the work,
 * running or paused, so what was done outlives the client but not the host.
 *
 * <p>The client keeps elapsed and CPU time only of a checkpoint, and reads nothing more while it
 * ends itself ({@code client/client_state.cpp:quit_activities}): it has to hear of one before,
 * without a reason to. The price is that it ends a task at a preemption that has claimed one, where
 * it would have suspended the task ({@code client/app.cpp:ACTIVE_TASK::preempt}). So nothing is
 * claimed before a whole checkpoint period has passed, which is also all that can be lost, and
 * nothing at all where a quit would end the container.
 */
final class UncheckpointedWork {
  /** The smallest that the client's {@code %f} tells apart. */
  private static final double LEAST = 1e-6;

  /** A client that asks for no rest of the disk at all. */
  private static final double SHORTEST_PERIOD_SECONDS = 1;

  private final TaskContext task;
  private final ContainerLife life;
  private final StatusReporter reporter;
  private Duration toldAt = Duration.ZERO;

  UncheckpointedWork(TaskContext task, ContainerLife life, StatusReporter reporter) {
    this.task = task;
    this.life = life;
    this.reporter = reporter;
  }

  /** To be called at each turn while the app runs. */
  void tick() {
    CheckpointRules rules = task.facts().job().checkpoint();
    boolean holds = rules.files().isEmpty() && !HaltSequence.stops(rules);
    Duration ran = task.time().now();
    if (holds && ran.minus(toldAt).compareTo(period()) >= 0) {
      toldAt = ran;
      tell();
    }
  }

  private Duration period() {
    double seconds = task.facts().init().checkpointPeriodSeconds();
    return Duration.ofMillis((long) (Math.max(seconds, SHORTEST_PERIOD_SECONDS) * 1000));
  }

  /**
   * Tells of all that was done so far. An app that waits uses no CPU time, and only a change is a
   * checkpoint to the client.
   */
  void tell() {
    life.sampleCpu();
    double used = task.cpu().seconds();
    reporter.checkpointed(used == reporter.checkpointCpuSeconds() ? used + LEAST : used);
  }
}
