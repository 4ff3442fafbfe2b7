package net.boincwrapper.cli;

/** Exit codes of the author's commands. A task's exit status is another matter. */
final class ExitCode {
  static final int GOOD = 0;
  static final int PROBLEMS = 1;
  static final int USAGE = 2;
  static final int NO_ENGINE = 3;
  static final int RUN_FAILED = 4;

  /** After an interruption the outputs are others. */
  static final int DIFFERS = 5;

  /** The conventional status of a program that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
