package net.boincwrapper.task.machine;

import java.util.List;

/**
 * Something for the runner to do, in order. Actions that talk to the engine report back by events.
 */
public sealed interface TaskAction {

  /** Removes containers that are not this task's and would write into our slot. */
  record RemoveStrangers(List<String> ids) implements TaskAction {
    public RemoveStrangers {
      ids = List.copyOf(ids);
    }
  }

  /** Watches our container, which exists already. */
  record Adopt() implements TaskAction {}

  record ObtainImage() implements TaskAction {}

  /** Ends a pull or a build within a second. */
  record CancelImage() implements TaskAction {}

  /** Makes sure that the app will find its newest good checkpoint files in the slot. */
  record Restore() implements TaskAction {}

  record Create() implements TaskAction {}

  record Start() implements TaskAction {}

  record Pause() implements TaskAction {}

  record Unpause() implements TaskAction {}

  /** Stops our container with its grace period and removes it, or pauses it, as the job wants. */
  record Halt() implements TaskAction {}

  /** Finds out whose doing the end of our container was, and judges it. */
  record Judge() implements TaskAction {}

  /** Notes that we have given up on our container, so that the next start knows it too. */
  record Condemn(String reason) implements TaskAction {}

  /** Kills and removes our container, if there is one. */
  record Discard() implements TaskAction {}

  /** Leaves: the last action of a task, and the only one of this kind. */
  record Leave(WayOut way) implements TaskAction {}
}
