package net.boincwrapper.cli.display;

import java.time.Duration;
import java.time.Instant;
import net.boincwrapper.client.AppStatus;

/** Shows a run while it goes on. */
public interface RunDisplay {
  /** Shows a line for good, with the present time. */
  void say(String text);

  /** Shows a line of the wrapper for good, with the time that it belongs to. */
  void line(Instant when, String text);

  /** Shows a line for good that has no time of its own. */
  void line(String text);

  /** Shows how far the task is. */
  void progress(AppStatus status, Duration elapsed, int checkpoints);

  /** Removes what is not for good. */
  void end();
}
