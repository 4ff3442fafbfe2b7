package net.boincwrapper.task.machine;

import java.util.List;

/** Something that the runner is to do, in order. Those that talk to the engine report by events. */
public sealed interface TaskAction {

  /** Removes containers that are not this task's and would write into our slot. */
  record RemoveStrangers(List<String> ids) implements TaskAction {
    public RemoveStrangers {
      ids = List.copyOf(ids);
    }
  }

  /** Watches our container that is there already. */
  record Adopt() implements TaskAction {}

  record ObtainImage() implements TaskAction {}

  /** Ends a pull or a build within a second. */
  record CancelImage() implements TaskAction {}

  /** Sees to it that the app will find its newest good checkpoint files in the slot. */
  record Restore() implements TaskAction {}

  record Create() implements TaskAction {}

  record Start() implements TaskAction {}

  record Pause() implements TaskAction {}

  record Unpause() implements TaskAction {}

  /** Stops our container with its grace and removes it, or pauses it, as the job wants. */
  record Halt() implements TaskAction {}

  /** Attributes and judges the end of our container. */
  record Judge() implements TaskAction {}

  /** Notes that our container is given up, so that the next start knows it too. */
  record Condemn(String reason) implements TaskAction {}

  /** Kills and removes our container, if there is one. */
  record Discard() implements TaskAction {}

  /** Leaves; the last action of a task, and its only one of this kind. */
  record Leave(WayOut way) implements TaskAction {}
}
