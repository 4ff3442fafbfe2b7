package net.boincwrapper.cli.rehearse;

import java.time.Duration;
import java.time.Instant;
import net.boincwrapper.cli.display.ProgressDisplay;
import net.boincwrapper.cli.display.RunDisplay;
import net.boincwrapper.client.AppStatus;

/** Shows a rehearsal: what each run is for, but the wrapper's own lines only on request. */
final class RehearsalDisplay implements RunDisplay {
  private static final Duration PLAIN_PERIOD = Duration.ofSeconds(20);

  private final ProgressDisplay inner;
  private final boolean verbose;
  private Duration lastShown = Duration.ZERO;
  private String number = "";

  RehearsalDisplay(ProgressDisplay inner, boolean verbose) {
    this.inner = inner;
    this.verbose = verbose;
  }

  /** A run begins. */
  void begin(String name) {
    inner.say("run" + number + ": " + name);
    lastShown = Duration.ZERO;
  }

  /** The next run, and each that repeats it, has this number, from 1. */
  void number(int number, int of) {
    this.number = " " + number + " of " + of;
  }

  @Override
  public void say(String text) {
    inner.say(text);
  }

  @Override
  public void line(Instant when, String text) {
    if (verbose) {
      inner.line(when, text);
    }
  }

  @Override
  public void line(String text) {
    if (verbose) {
      inner.line(text);
    }
  }

  /** A bar may move often, but lines are shown rarely. */
  @Override
  public void progress(AppStatus status, Duration elapsed, int checkpoints) {
    if (inner.isTerminal() || elapsed.minus(lastShown).compareTo(PLAIN_PERIOD) >= 0) {
      lastShown = elapsed;
      inner.progress(status, elapsed, checkpoints);
    }
  }

  @Override
  public void end() {
    inner.end();
  }
}
