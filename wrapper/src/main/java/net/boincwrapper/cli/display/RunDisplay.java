package net.boincwrapper.cli.display;

import java.time.Duration;
import java.time.Instant;
import net.boincwrapper.client.AppStatus;

/** Shows the progress of a run. */
public interface RunDisplay {
  /** Shows a line permanently, with the present time. */
  void say(String text);

  /** Shows a line of the wrapper permanently, with its own time. */
  void line(Instant when, String text);

  /** Shows a line permanently, without a time. */
  void line(String text);

  /** Shows how far the task has come. */
  void progress(AppStatus status, Duration elapsed, int checkpoints);

  /** Removes what is not permanent. */
  void end();
}
