package net.boincwrapper.task.machine;

import java.util.List;

/** What follows from an event: the next state, and what to do. */
public record Step(TaskState state, List<TaskAction> actions) {
  public Step {
    actions = List.copyOf(actions);
  }

  static Step to(TaskState state, TaskAction... actions) {
    return new Step(state, List.of(actions));
  }
}
