package net.boincwrapper.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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

  /** Whether it runs. A handle is alive only with the start time that it was made with. */
  boolean running() {
    return process.isPresent() && process.get().isAlive() && !isZombie(process.get().pid());
  }

  /** A zombie is alive to a handle, but nobody is there to speak with. */
  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), ISO_8859_1);
      // The state follows the name, which is in parentheses and may hold any character.
      return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
    } catch (IOException e) {
      // No /proc here, or the process ended just now: the next look settles it.
      return false;
    }
  }
}
