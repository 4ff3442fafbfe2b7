package net.boincwrapper.task;

import java.time.Duration;
import java.time.Instant;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.time.Stopwatch;

/**
 * Leaves the container paused, as after a quit of a job without checkpoint files: all its work is
 * in memory.
 */
final class LeavingPaused {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final TaskContext task;
  private final ContainerLife life;
  private final UncheckpointedWork uncheckpointed;
  private final Stopwatch sinceFailure;
  private boolean over;

  LeavingPaused(TaskContext task, ContainerLife life, UncheckpointedWork uncheckpointed) {
    this.task = task;
    this.life = life;
    this.uncheckpointed = uncheckpointed;
    this.sinceFailure = task.stopwatch();
  }

  /** Call it at each turn. */
  void tick() {
    if (sinceFailure.hasPassed(RETRY)) {
      sinceFailure.reset();
      pauseNow();
    }
  }

  /** The container has ended: there is nothing to pause. */
  void ended() {
    over = true;
    if (sinceFailure.runs()) {
      sinceFailure.reset();
      task.tell().accept(new TaskEvent.Halted());
    }
  }

  /** Begins. Tells the machine when it is over: halted. */
  void begin() {
    task.log().line("leaving the container paused: the job names no checkpoint files");
    Instant now = task.now();
    double wall = task.time().seconds();
    // The container's CPU account goes on, but nobody else knows how long it has run.
    task.memo()
        .change(
            memo ->
                memo.withAsked(Asked.PAUSE, now).withSecondsBefore(memo.cpuSecondsBefore(), wall));
    pauseNow();
  }

  private void pauseNow() {
    String id = life.id();
    task.calls()
        .call(ContainerLife.done(engine -> engine.pause(id)), ok -> paused(), this::pauseFailed);
  }

  private void paused() {
    uncheckpointed.tell();
    life.unfollow();
    task.tell().accept(new TaskEvent.Halted());
  }

  /** Nothing may keep running unattended, so a failure that may pass is retried until it does. */
  private void pauseFailed(EngineException e) {
    task.log().line(String.valueOf(e.getMessage()));
    if (e.kind() == EngineException.Kind.RETRYABLE && !over) {
      sinceFailure.restart();
    } else {
      task.tell().accept(new TaskEvent.Halted());
    }
  }
}
