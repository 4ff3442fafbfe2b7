package net.boincwrapper.task;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.task.machine.Phase;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.machine.TaskMachine;

/** Reports when a stop, or the whole task, has taken as long as it may. */
final class TimeLimits {
  /** The client kills us 60 s after a quit ({@code client/app_control.cpp:QUIT_TIMEOUT}). */
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(52);

  private static final Set<Phase> DEADLINE =
      EnumSet.of(Phase.PREPARING, Phase.STOPPING, Phase.COLLECTING);

  private final TaskContext task;
  private boolean deadlineTold;

  TimeLimits(TaskContext task) {
    this.task = task;
  }

  /** Call it at each look. Tells the machine which limit has passed. */
  void tick(Phase phase) {
    if (!deadlineTold && stopIsOverdue(phase)) {
      deadlineTold = true;
      task.log().line("out of time: leaving what is not done to the next start");
      task.tell().accept(new TaskEvent.StopDeadline());
    }
    if (phase == Phase.RUNNING) {
      checkRunningTime();
    }
  }

  private boolean stopIsOverdue(Phase phase) {
    if (phase == Phase.PREPARING && task.calls().silentFor(HaltSequence.ENGINE_GOES_DOWN)) {
      return task.facts().stopRequestedAt().isPresent();
    }
    return DEADLINE.contains(phase) && task.stopRequestedFor(STOP_DEADLINE);
  }

  private void checkRunningTime() {
    Optional<Duration> limit = task.facts().job().limits().time();
    double seconds = task.time().seconds();
    if (limit.isPresent() && seconds >= limit.get().toSeconds()) {
      task.tell()
          .accept(
              new TaskEvent.LimitExceeded(
                  TaskMachine.TIME_LIMIT_EXCEEDED,
                  "limits.time of " + limit.get().toSeconds() + " s has passed"));
    }
  }
}
