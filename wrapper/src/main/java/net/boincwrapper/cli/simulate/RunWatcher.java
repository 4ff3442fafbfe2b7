package net.boincwrapper.cli.simulate;

import java.time.Duration;
import net.boincwrapper.client.AppStatus;

/** Hears what happens in a run under the simulated client. Times are since the first launch. */
public interface RunWatcher {
  /** Does not listen. */
  RunWatcher NOBODY = new RunWatcher() {};

  /** The wrapper has been launched, for the first time or again. */
  default void launched(Duration at) {}

  /** The wrapper has said a line of its own. */
  default void said(Duration at, String line) {}

  /** The task has reported. */
  default void reported(Duration at, AppStatus status) {}

  /** A moment has passed, about a tenth of a second, whether the task has reported or not. */
  default void passed(Duration at) {}

  /** The run is being interrupted. */
  default void interrupted(Duration at, Interrupt interrupt) {}

  /** The last interruption could not be made. */
  default void undone(String why) {}

  /** The wrapper's process has ended. */
  default void left(Duration at) {}
}
