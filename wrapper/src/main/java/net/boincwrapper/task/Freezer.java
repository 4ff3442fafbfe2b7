package net.boincwrapper.task;

import java.util.Optional;
import java.util.function.Predicate;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.time.Stopwatch;

/** Pauses and unpauses the task's container, and tries until it is as it should be. */
final class Freezer {
  private final TaskContext task;
  private final Runnable onChanged;
  private final Predicate<EngineException> isWorthAnotherTry;
  private final Stopwatch sinceFailure;
  private boolean wantPaused;
  private int underWay;

  /**
   * @param onChanged run when the engine has paused or unpaused the container
   * @param isWorthAnotherTry called once at each failure; may log it
   */
  Freezer(TaskContext task, Runnable onChanged, Predicate<EngineException> isWorthAnotherTry) {
    this.task = task;
    this.onChanged = onChanged;
    this.isWorthAnotherTry = isWorthAnotherTry;
    this.sinceFailure = task.stopwatch();
  }

  /** Whether the container should be paused from now on. Nothing is done about it yet. */
  void want(boolean paused) {
    wantPaused = paused;
  }

  /**
   * Whether the app may still be frozen, or frozen again: the engine has not yet done all that was
   * asked.
   */
  boolean changing() {
    return underWay > 0 || sinceFailure.runs();
  }

  void pause() {
    String id = task.memo().containerId();
    wantPaused = true;
    sinceFailure.reset();
    task.act("pausing container " + ContainerLife.brief(id));
    call(engine -> engine.pause(id));
  }

  void unpause() {
    String id = task.memo().containerId();
    wantPaused = false;
    sinceFailure.reset();
    task.guard().scrub();
    // A stop that was asked for stays asked for: the app may know of it.
    boolean paused = task.memo().memo().asked().equals(Optional.of(Asked.PAUSE));
    task.memo().change(memo -> paused ? memo.withoutAsked() : memo);
    task.act("unpausing container " + ContainerLife.brief(id));
    call(engine -> engine.unpause(id));
  }

  /** Pauses or unpauses a container that is not as it should be. */
  void correct(ContainerInfo info) {
    boolean paused = info.status() == ContainerStatus.PAUSED;
    if (paused != wantPaused) {
      change();
    }
  }

  /**
   * If a container that its engine cannot pause was left paused, somebody has to keep it so from
   * now on.
   */
  void keep() {
    if (wantPaused) {
      pause();
    }
  }

  /** Repeats what failed, when it is time. */
  void tick() {
    if (sinceFailure.hasPassed(ContainerLife.RETRY)) {
      change();
    }
  }

  /** Does not repeat what failed. */
  void giveUp() {
    sinceFailure.reset();
  }

  /** What is wanted may have changed since it was tried. */
  private void change() {
    if (wantPaused) {
      pause();
    } else {
      unpause();
    }
  }

  private void call(ContainerLife.Verb verb) {
    underWay++;
    task.calls()
        .call(
            ContainerLife.done(verb),
            ok -> {
              underWay--;
              onChanged.run();
            },
            this::failed);
  }

  private void failed(EngineException e) {
    underWay--;
    if (isWorthAnotherTry.test(e)) {
      sinceFailure.restart();
    }
  }
}
