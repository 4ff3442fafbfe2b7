package net.boincwrapper.task;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.task.machine.Phase;
import net.boincwrapper.task.machine.TaskAction;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.machine.TaskState;

/** Does what the machine says: each action is a call to the part that knows how. */
final class ActionRunner {
  private final TaskContext task;
  private final ContainerCreation creation;
  private final ImageStep images;
  private final Restoration restoration;
  private final ContainerLife life;
  private final CheckpointSchedule checkpoints;
  private final AppRequests requests;
  private final HaltSequence halt;
  private final EndAssessment assessment;
  private final ExitSequence exit;

  ActionRunner(
      TaskContext task,
      ContainerCreation creation,
      ImageStep images,
      Restoration restoration,
      ContainerLife life,
      CheckpointSchedule checkpoints,
      AppRequests requests,
      HaltSequence halt,
      EndAssessment assessment,
      ExitSequence exit) {
    this.task = task;
    this.creation = creation;
    this.images = images;
    this.restoration = restoration;
    this.life = life;
    this.checkpoints = checkpoints;
    this.requests = requests;
    this.halt = halt;
    this.assessment = assessment;
    this.exit = exit;
  }

  /**
   * Does one thing.
   *
   * @param state the state that the machine decided on together with the action
   */
  void perform(TaskAction action, TaskState state) {
    if (action instanceof TaskAction.RemoveStrangers remove) {
      removeStrangers(remove.ids());
    } else if (action instanceof TaskAction.Adopt) {
      checkpoints.adopt();
      life.adopt(state.suspended());
    } else if (action instanceof TaskAction.ObtainImage) {
      images.obtain();
    } else if (action instanceof TaskAction.CancelImage) {
      // The connection ends with this process. An engine that goes on with a build all the same is
      // told before, when the engine is closed.
      images.cancel();
      task.calls().dropAll();
    } else if (action instanceof TaskAction.Restore) {
      restoration.begin();
    } else if (action instanceof TaskAction.Create) {
      creation.create();
    } else if (action instanceof TaskAction.Start) {
      checkpoints.begin();
      requests.begin();
      life.start();
    } else if (action instanceof TaskAction.Pause) {
      life.pause();
    } else if (action instanceof TaskAction.Unpause) {
      life.unpause();
    } else if (action instanceof TaskAction.Halt) {
      halt.begin(state.suspended());
    } else if (action instanceof TaskAction.Judge) {
      assessment.judge();
    } else if (action instanceof TaskAction.Condemn condemn) {
      assessment.condemn(condemn.reason());
    } else if (action instanceof TaskAction.Discard) {
      discard(state.phase() == Phase.DONE);
    } else if (action instanceof TaskAction.Leave leave) {
      exit.begin(leave.way());
    }
  }

  private void removeStrangers(List<String> ids) {
    task.log().line("removing " + ids.size() + " container(s) that were left on this slot");
    task.calls()
        .call(
            ContainerLife.done(engine -> removeAll(engine, ids)),
            ok -> {},
            e -> task.tell().accept(new TaskEvent.Broken(String.valueOf(e.getMessage()))));
  }

  private void discard(boolean leaving) {
    life.unfollow();
    if (leaving) {
      images.cancel();
      task.calls().dropAll();
    }
    if (!task.facts().knowsEngine() && task.memo().memo().containerId().isEmpty()) {
      return;
    }
    if (!leaving) {
      noteThatItGoes();
    }
    OwnContainers own = OwnContainers.of(task);
    Optional<String> recorded = task.memo().memo().containerId();
    int share = LogTail.share(task);
    task.calls()
        .call(
            engine -> LogTail.removing(engine, ours(engine, own, recorded), share),
            this::discarded,
            e -> task.log().line(String.valueOf(e.getMessage())));
  }

  /** If we die after removing it, the next start must not think that somebody else did that. */
  private void noteThatItGoes() {
    Memo memo = task.memo().memo();
    boolean known = memo.verdict().isPresent() || memo.asked().equals(Optional.of(Asked.KILL));
    if (memo.containerId().isPresent() && !known) {
      task.memo().change(before -> before.withAsked(Asked.KILL, task.now()));
    }
  }

  /** Includes one whose creation was not yet in the memo. */
  private static List<ContainerInfo> ours(
      Engine engine, OwnContainers own, Optional<String> recorded) throws EngineException {
    return own.findOurs(engine, recorded).stream()
        .filter(container -> own.isHere(container) || own.isOnlyOurs(container))
        .toList();
  }

  private static void removeAll(Engine engine, List<String> ids) throws EngineException {
    for (String id : ids) {
      engine.remove(id);
    }
  }

  private void discarded(List<LogTail> tails) {
    if (!task.lease().lost()) {
      tails.forEach(tail -> tail.say(task));
      ContainerAccount.close(task);
    }
  }
}
