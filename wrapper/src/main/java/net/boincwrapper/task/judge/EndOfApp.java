package net.boincwrapper.task.judge;

import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;

/** What the end of a container says about the files that the app was writing. */
public final class EndOfApp {
  /** Exit codes from here on stand for a signal (128 plus its number), or for a lost end. */
  private static final int FIRST_OF_SIGNALS = 128;

  /** SIGTERM, by which the engine asks an app to end. */
  private static final int STOPPED = FIRST_OF_SIGNALS + 15;

  private EndOfApp() {}

  /** Whether the app left by itself, and so has written what it wanted to write. */
  public static boolean isWhole(ContainerInfo ended) {
    boolean over =
        ended.status() == ContainerStatus.EXITED || ended.status() == ContainerStatus.DEAD;
    return over && !ended.oomKilled() && (ended.exitCode() & 0xff) < FIRST_OF_SIGNALS;
  }

  /**
   * Whether an app that was asked to end left by itself. One that catches SIGTERM writes what it
   * wants to write, and may then exit with 143, as if the signal had killed it.
   *
   * @param caught whether it catches SIGTERM
   */
  public static boolean isWholeAfterStop(ContainerInfo ended, boolean caught) {
    boolean asIfStopped =
        caught
            && ended.status() == ContainerStatus.EXITED
            && !ended.oomKilled()
            && (ended.exitCode() & 0xff) == STOPPED;
    return asIfStopped || isWhole(ended);
  }
}
