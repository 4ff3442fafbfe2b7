package net.boincwrapper.task.machine;

import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.slot.record.Memo.Outcome;

/** The ways to leave, and nothing else. */
public sealed interface WayOut {

  /** The task is over: finish file, exit with its status. */
  record Finish(Outcome outcome) implements WayOut {}

  /**
   * The client starts the task again later: temporary-exit file, exit 0.
   *
   * @param delay empty: the next one of {@link PostponementDelays}
   */
  record Postpone(Optional<Duration> delay, String reason) implements WayOut {}

  /** The client sets the slot up again and starts the task: all is removed, exit 0. */
  record SetUpAgain(String reason) implements WayOut {}

  /** The client starts the task again when it likes: nothing is written, exit 0. */
  record ForRestart() implements WayOut {}

  /** The client wants no result: nothing is written, exit 194. */
  record Aborted() implements WayOut {}
}
