package net.boincwrapper.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.procfs.StatLine;

/** The process of the client. Another one that gets the same pid later is not taken for it. */
final class ClientProcess {
  private final Optional<ProcessHandle> process;

  private ClientProcess(Optional<ProcessHandle> process) {
    this.process = process;
  }

  /** The process that has this pid now; if there is none, one that has ended. */
  static ClientProcess of(long pid) {
    return new ClientProcess(ProcessHandle.of(pid));
  }

  /**
   * Whether it is running. A handle is alive only as long as the start time is the one it was made
   * with.
   */
  boolean running() {
    return process.isPresent() && process.get().isAlive() && !isZombie(process.get().pid());
  }

  /** A zombie is alive to a handle, but nobody is there to speak with. */
  private static boolean isZombie(long pid) {
    try {
      return StatLine.read(Path.of("/proc", Long.toString(pid))).isIn('Z');
    } catch (IOException e) {
      // No /proc here, or the process ended just now: the next look settles it.
      return false;
    }
  }
}
