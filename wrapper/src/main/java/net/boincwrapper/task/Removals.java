package net.boincwrapper.task;

import net.boincwrapper.slot.Memo;

/**
 * What follows when somebody else has removed the task's container: a second client's start removes
 * those of the first ({@code client/cs_apps.cpp:docker_cleanup}), and people tidy up.
 */
final class Removals {
  /** One line for people. */
  static final String REASON = "the container is gone: somebody removed it";

  private Removals() {}

  /** Closes the account of the container, counts, and says so. Returns what the machine is told. */
  static TaskEvent note(TaskContext task) {
    Retirement.of(task, Memo::withRemoval);
    int times = task.memo().memo().removals();
    boolean repeatedly = times > 1;
    task.log().line(REASON + (repeatedly ? "; " + times + " times since the task got on" : ""));
    return new TaskEvent.Removed(repeatedly);
  }
}
