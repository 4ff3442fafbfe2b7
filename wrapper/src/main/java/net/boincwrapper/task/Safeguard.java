package net.boincwrapper.task;

import java.util.Optional;
import net.boincwrapper.task.lease.LeaseLostException;
import net.boincwrapper.task.lease.SlotFailedException;
import net.boincwrapper.task.machine.TaskAction;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.machine.WayOut;

/**
 * Keeps errors in the loop from ending the process, because the client would fail the task for
 * good. Instead, the task leaves in whatever way the error allows.
 */
final class Safeguard {
  private final TaskContext task;
  private final MachineDriver driver;
  private final ExitSequence exit;
  private String traced = "";
  private boolean discarded;

  Safeguard(TaskContext task, MachineDriver driver, ExitSequence exit) {
    this.task = task;
    this.driver = driver;
    this.exit = exit;
  }

  /** Runs a part of the loop. Never throws. */
  void run(Runnable part) {
    try {
      part.run();
    } catch (LeaseLostException e) {
      task.log().line("the slot has been given to another task");
      trouble(new TaskEvent.SlotTaken(), "the slot is another task's");
    } catch (SlotFailedException e) {
      String reason = String.valueOf(e.getMessage());
      trouble(new TaskEvent.Broken(reason), reason);
    } catch (RuntimeException | Error e) {
      traceOnce(e);
      String reason = "docker-wrapper failed: " + e;
      trouble(new TaskEvent.Broken(reason), reason);
    }
  }

  /** An error at each turn would otherwise fill the disk with traces. */
  private void traceOnce(Throwable thrown) {
    if (!traced.equals(thrown.toString())) {
      traced = thrown.toString();
      task.log().trace(thrown);
    }
  }

  private void trouble(TaskEvent event, String reason) {
    if (exit.begun() && task.lease().lost() && !discarded) {
      discarded = true;
      driver.perform(new TaskAction.Discard());
      driver.perform(new TaskAction.Leave(new WayOut.ForRestart()));
      return;
    }
    if (exit.begun()) {
      exit.failed(reason);
      return;
    }
    try {
      driver.tell(event);
    } catch (RuntimeException | Error second) {
      task.log().trace(second);
      if (!exit.begun()) {
        exit.begin(new WayOut.Postpone(Optional.empty(), reason));
      }
      exit.failed(reason);
    }
  }
}
