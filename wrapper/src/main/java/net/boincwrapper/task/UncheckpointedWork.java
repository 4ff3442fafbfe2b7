package net.boincwrapper.task;

import java.time.Duration;
import net.boincwrapper.job.Job.CheckpointRules;

/**
 * Tells the client how far a job without checkpoint files has come. Its container holds the work,
 * running or paused, so what was done outlives the client but not the host.
 *
 * <p>The client keeps elapsed and CPU time only as of the last checkpoint, and reads nothing more
 * while it shuts down ({@code client/client_state.cpp:quit_activities}): so it has to be told of a
 * checkpoint earlier, although there is none. The price: when it preempts a task that has claimed
 * one, it ends the task instead of suspending it ({@code client/app.cpp:ACTIVE_TASK::preempt}). So
 * nothing is claimed before a whole checkpoint period has passed, which is also the most that can
 * be lost, and nothing at all if a quit would end the container.
 */
final class UncheckpointedWork {
  /** The smallest difference that the client's {@code %f} shows. */
  private static final double LEAST = 1e-6;

  /** For a client whose checkpoint period is 0. */
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

  /** Call it at each turn while the app runs. */
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
   * Reports everything done so far. An app that waits uses no CPU time, and the client sees a
   * checkpoint only if the number changes.
   */
  void tell() {
    life.sampleCpu();
    double used = task.cpu().seconds();
    reporter.checkpointed(used == reporter.checkpointCpuSeconds() ? used + LEAST : used);
  }
}
