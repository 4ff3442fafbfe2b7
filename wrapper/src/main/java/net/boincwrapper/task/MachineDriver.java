package net.boincwrapper.task;

import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.machine.Phase;
import net.boincwrapper.task.machine.Step;
import net.boincwrapper.task.machine.TaskAction;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.machine.TaskMachine;
import net.boincwrapper.task.machine.TaskState;
import net.boincwrapper.task.turn.LoopPace;

/** Asks the machine what follows from each event, and has it done at once. */
final class MachineDriver {
  private final StderrLog log;
  private final LoopPace pace;
  private final ImageStep images;
  private final HaltSequence halt;
  private final ExitSequence exit;
  private final ActionRunner actions;
  private TaskState state = TaskState.INITIAL;
  private boolean rejected;

  MachineDriver(
      StderrLog log,
      LoopPace pace,
      ImageStep images,
      HaltSequence halt,
      ExitSequence exit,
      ActionRunner actions) {
    this.log = log;
    this.pace = pace;
    this.images = images;
    this.halt = halt;
    this.exit = exit;
    this.actions = actions;
  }

  Phase phase() {
    return state.phase();
  }

  /** Whether the task is suspended, by the client's latest message. */
  boolean suspended() {
    return state.suspended();
  }

  /** Whether the job was rejected because it cannot run as it is. */
  boolean rejected() {
    return rejected;
  }

  void tell(TaskEvent event) {
    if (event instanceof TaskEvent.EngineLost lost && exit.begun()) {
      exit.engineLost(lost.reason());
      return;
    }
    rejected |= event instanceof TaskEvent.JobRejected;
    pace.stir();
    Phase before = state.phase();
    Step step = TaskMachine.step(state, event);
    state = step.state();
    images.suspended(state.suspended());
    if (state.phase() != before) {
      Phase now = state.phase();
      log.say(StderrLog.Level.DETAILS, () -> before + " to " + now + " by " + event);
    }
    for (TaskAction action : step.actions()) {
      perform(action);
    }
    if (before == Phase.STOPPING && event instanceof TaskEvent.Exited) {
      halt.ended();
    }
  }

  /** On the way out, a failing step does not keep the others from being done. */
  void perform(TaskAction action) {
    boolean last = action instanceof TaskAction.Leave;
    if (state.phase() != Phase.DONE || last) {
      actions.perform(action, state);
      return;
    }
    try {
      actions.perform(action, state);
    } catch (RuntimeException e) {
      log.line("could not do " + action + ": " + e);
    }
  }
}
