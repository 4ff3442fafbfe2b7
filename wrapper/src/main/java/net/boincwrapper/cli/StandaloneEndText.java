package net.boincwrapper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.task.StandaloneEnd;

/**
 * What an author is told at the end of a run without a client, because somebody has to do what a
 * client would do next.
 *
 * @param exitCode an {@link ExitCode}, or 128 and a signal's number
 */
record StandaloneEndText(int exitCode, List<String> lines) {
  /** The numbers on Linux, except on Alpha, MIPS and SPARC. */
  private static final Map<String, Integer> SIGNALS =
      Map.of("HUP", 1, "INT", 2, "TERM", 15, "TSTP", 20);

  private static final int SIGNALLED = 128;

  /**
   * Puts it into words.
   *
   * @param again the command that continues the run
   */
  static StandaloneEndText of(StandaloneEnd end, String again) {
    if (end instanceof StandaloneEnd.Finished finished) {
      return finished(finished);
    }
    if (end instanceof StandaloneEnd.Rejected rejected) {
      return new StandaloneEndText(ExitCode.PROBLEMS, rejected.problems().lines().toList());
    }
    if (end instanceof StandaloneEnd.Stopped stopped) {
      return stopped(stopped, again);
    }
    return postponed((StandaloneEnd.Postponed) end, again);
  }

  private static StandaloneEndText finished(StandaloneEnd.Finished finished) {
    if (finished.status() == 0) {
      return new StandaloneEndText(ExitCode.GOOD, List.of("the app has ended well"));
    }
    List<String> lines = new ArrayList<>();
    lines.add("the task has failed, with exit status " + finished.status());
    finished.message().lines().forEach(lines::add);
    return new StandaloneEndText(ExitCode.RUN_FAILED, lines);
  }

  private static StandaloneEndText stopped(StandaloneEnd.Stopped stopped, String again) {
    int status = SIGNALLED + SIGNALS.getOrDefault(stopped.signal(), 0);
    String how =
        stopped.paused()
            ? ", and its container was left paused, because the job names no checkpoint files"
            : "";
    return new StandaloneEndText(
        status, List.of("stopped by SIG" + stopped.signal() + how, "to go on from here: " + again));
  }

  private static StandaloneEndText postponed(StandaloneEnd.Postponed postponed, String again) {
    String when = postponed.delay().map(delay -> "in " + delay.toSeconds() + " s").orElse("later");
    return new StandaloneEndText(
        ExitCode.RUN_FAILED,
        List.of(
            "the task cannot go on now: " + postponed.reason(),
            "a client would start it again " + when + "; here nobody does",
            "to go on, once that has changed: " + again));
  }
}
