package net.boincwrapper.task;

import net.boincwrapper.container.Engine.ContainerInfo;
import net.boincwrapper.container.Engine.ContainerStatus;

/** What the end of a container tells of the files that the app was writing. */
final class EndOfApp {
  /** From here on an exit code stands for a signal (128 and its number), or for a lost end. */
  private static final int FIRST_OF_SIGNALS = 128;

  private EndOfApp() {}

  /** Whether the app left by itself, and so has written what it wanted to write. */
  static boolean isWhole(ContainerInfo ended) {
    boolean over =
        ended.status() == ContainerStatus.EXITED || ended.status() == ContainerStatus.DEAD;
    return over && !ended.oomKilled() && (ended.exitCode() & 0xff) < FIRST_OF_SIGNALS;
  }
}
