package net.boincwrapper.cli.display;

/** Exit codes of the author's commands. They are not the exit status of a task. */
public final class ExitCode {
  public static final int GOOD = 0;
  public static final int PROBLEMS = 1;
  public static final int USAGE = 2;
  public static final int NO_ENGINE = 3;
  public static final int RUN_FAILED = 4;

  /** After an interruption the outputs differ. */
  public static final int DIFFERS = 5;

  /**
   * Nothing wrong was found, but not everything was tried, or not everything could be proven: no
   * release, and no verdict against it.
   */
  public static final int UNPROVEN = 6;

  /** Standard output could not be written ({@code EX_IOERR} of sysexits.h). */
  public static final int OUTPUT_LOST = 74;

  /** The conventional status of a program whose reader has gone: 128 and SIGPIPE. */
  public static final int BROKEN_PIPE = 141;

  /** The conventional status of a program that Ctrl-C ended. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
