package net.boincwrapper.task.machine;

import java.time.Duration;
import java.util.List;

/**
 * How long to wait after the first, second, … postponement in a row; progress restarts the count.
 */
public final class PostponementDelays {
  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(60),
          Duration.ofSeconds(300),
          Duration.ofSeconds(1800),
          Duration.ofSeconds(3600),
          Duration.ofSeconds(21600),
          Duration.ofSeconds(86400));

  private PostponementDelays() {}

  /**
   * The delay for the next postponement.
   *
   * @param before postponements in a row so far, 0 or more
   */
  public static Duration delayAfter(int before) {
    return DELAYS.get(Math.min(before, DELAYS.size() - 1));
  }
}
