package net.boincwrapper.task.machine;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.slot.record.Memo.Outcome;

/** The ways to leave, and nothing else. */
public sealed interface WayOut {

  /** The task is over: writes the finish file, exits with its status. */
  record Finish(Outcome outcome) implements WayOut {}

  /**
   * The client starts the task again later: writes the temporary-exit file, exits with 0.
   *
   * @param delay empty: the next of {@link PostponementDelays}
   */
  record Postpone(Optional<Duration> delay, String reason) implements WayOut {}

  /** The client sets the slot up again and starts the task: removes everything, exits with 0. */
  record SetUpAgain(String reason) implements WayOut {}

  /** The client starts the task again when it likes: writes nothing, exits with 0. */
  record ForRestart() implements WayOut {}

  /** The client wants no result: writes nothing, exits with 194. */
  record Aborted() implements WayOut {}
}
