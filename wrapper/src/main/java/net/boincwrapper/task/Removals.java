package net.boincwrapper.task;

import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.machine.TaskMachine;

/**
 * What follows when somebody else has removed the task's container: a second client removes those
 * of the first when it starts ({@code client/cs_apps.cpp:docker_cleanup}), and people tidy up.
 */
final class Removals {

  private Removals() {}

  /**
   * Closes the container's account, counts the removal and logs it. Returns what to tell the
   * machine.
   */
  static TaskEvent note(TaskContext task) {
    ContainerAccount.close(task, Memo::withRemoval);
    int times = task.memo().memo().removals();
    boolean repeatedly = times > 1;
    task.log()
        .line(
            TaskMachine.REMOVED
                + (repeatedly ? "; " + times + " times since the task last made progress" : ""));
    return new TaskEvent.Removed(repeatedly);
  }
}
