package net.boincwrapper.task.machine;

import java.util.Optional;

/**
 * What the machine remembers.
 *
 * @param suspended the client's last word, in every phase
 * @param stop why the task has to leave; empty while nobody has asked
 * @param locked whether the slot is ours
 * @param calling whether a create or start call is under way, in STARTING and STOPPING
 */
public record TaskState(
    Phase phase, boolean suspended, Optional<StopCause> stop, boolean locked, boolean calling) {

  /** Nothing has happened yet. */
  public static final TaskState INITIAL =
      new TaskState(Phase.PREPARING, false, Optional.empty(), false, false);

  /** In another phase, where no call is under way. */
  TaskState in(Phase next) {
    return new TaskState(next, suspended, stop, locked, false);
  }

  TaskState withCall(boolean underWay) {
    return new TaskState(phase, suspended, stop, locked, underWay);
  }

  TaskState withSuspended(boolean now) {
    return new TaskState(phase, now, stop, locked, calling);
  }

  TaskState withLock() {
    return new TaskState(phase, suspended, stop, true, calling);
  }

  /** Remembers why to leave, unless there is a reason already. */
  TaskState withStop(StopCause cause) {
    return new TaskState(phase, suspended, stop.or(() -> Optional.of(cause)), locked, calling);
  }
}
