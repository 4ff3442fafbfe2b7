package net.boincwrapper.task;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.plan.StateMemory;
import net.boincwrapper.plan.StateMemory.Room;
import net.boincwrapper.task.machine.TaskEvent;

/** Ends a task whose state fits nowhere, and postpones one whose state does not fit here. */
final class StateCheck {
  private StateCheck() {}

  /**
   * Tells the machine if it is so; else says at most that it may be tight.
   *
   * @param labels the image's; empty as long as it is not here
   * @return whether the task can go on
   */
  static boolean passes(TaskContext task, Map<String, String> labels) {
    Optional<StateMemory> found = StateMemory.of(task.facts().job(), labels, room(task));
    if (found.isEmpty()) {
      return true;
    }
    String message = task.setup().config() + ": " + found.get().message();
    switch (found.get().kind()) {
      case IMPOSSIBLE -> task.tell().accept(new TaskEvent.JobRejected(message));
      case NOT_HERE -> task.tell().accept(new TaskEvent.Broken(message));
      case TIGHT -> task.log().line(message);
    }
    return found.get().kind() == StateMemory.Kind.TIGHT;
  }

  private static Room room(TaskContext task) {
    OptionalLong argument = task.setup().arguments().memoryBytes();
    return new Room(
        argument.isPresent() ? argument : task.facts().init().memoryBoundBytes(),
        task.facts().init().host().memoryBytes());
  }
}
