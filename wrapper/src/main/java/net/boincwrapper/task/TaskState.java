package net.boincwrapper.task;

import java.util.Optional;

/**
 * What the machine remembers.
 *
 * @param suspended the client's last word, in every phase
 * @param stop why the task has to leave; empty while nobody asked
 * @param locked whether the slot is ours
 * @param calling whether a create or start call is under way, in STARTING and STOPPING
 * @param wish how the app wants to leave; empty while it has not said
 */
record TaskState(
    Phase phase,
    boolean suspended,
    Optional<StopCause> stop,
    boolean locked,
    boolean calling,
    Optional<WayOut> wish) {

  /** Without a wish of the app's. */
  TaskState(
      Phase phase, boolean suspended, Optional<StopCause> stop, boolean locked, boolean calling) {
    this(phase, suspended, stop, locked, calling, Optional.empty());
  }

  /** Nothing has happened yet. */
  static final TaskState INITIAL =
      new TaskState(Phase.PREPARING, false, Optional.empty(), false, false);

  /** In another phase, where no call is under way. */
  TaskState in(Phase next) {
    return new TaskState(next, suspended, stop, locked, false, wish);
  }

  TaskState withCall(boolean underWay) {
    return new TaskState(phase, suspended, stop, locked, underWay, wish);
  }

  TaskState withSuspended(boolean now) {
    return new TaskState(phase, now, stop, locked, calling, wish);
  }

  TaskState withLock() {
    return new TaskState(phase, suspended, stop, true, calling, wish);
  }

  /** Remembers why to leave, unless there already is a reason. */
  TaskState withStop(StopCause cause) {
    return new TaskState(
        phase, suspended, stop.or(() -> Optional.of(cause)), locked, calling, wish);
  }

  /** Remembers how the app wants to leave. */
  TaskState withWish(WayOut way) {
    return new TaskState(phase, suspended, stop, locked, calling, Optional.of(way));
  }
}
