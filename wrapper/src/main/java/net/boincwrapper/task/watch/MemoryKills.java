package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Whether the kernel killed a process of the container for its memory, for engines that do not
 * tell: Podman 4.3.1 says no where it did (tried).
 *
 * <p>The container's group counts such kills, but it goes with the container, a quarter of a second
 * after the kill (measured), and may go before anybody has looked. The count of the whole host
 * stays: where it has risen in the second since the last look at the group, a container that ended
 * by SIGKILL, which nobody sent, may be one of those.
 */
public final class MemoryKills {
  private static final String COUNT = "oom_kill ";

  /** 128 and SIGKILL. */
  private static final int KILLED = 137;

  private final Path proc;
  private OptionalLong ofHost = OptionalLong.empty();
  private boolean seen;

  /**
   * @param proc where procfs is mounted
   */
  public MemoryKills(Path proc) {
    this.proc = proc;
  }

  /** A container is about to be started, or was found. */
  public void begin() {
    ofHost = hostKills();
    seen = false;
  }

  /** To be called about each second while the container runs. */
  public void look(Cgroup container) {
    // First the host's: a kill between the two is then still to be seen in both.
    OptionalLong before = hostKills();
    OptionalLong kills = container.memoryKills();
    if (kills.isPresent()) {
      ofHost = before;
      seen |= kills.getAsLong() > 0;
    }
  }

  /** Whether the container that was looked at, and has just ended, had such a kill. */
  public boolean happened() {
    return seen;
  }

  /**
   * Whether it had one by the host's count, where its own group has not told. An end by anything
   * but SIGKILL is no sign that what the host has counted was ours.
   */
  public boolean maybeHappened(int exitCode) {
    if (seen || exitCode != KILLED || ofHost.isEmpty()) {
      return seen;
    }
    OptionalLong now = hostKills();
    return now.isPresent() && now.getAsLong() > ofHost.getAsLong();
  }

  /** Linux, {@code mm/vmstat.c}: all since the boot. */
  private OptionalLong hostKills() {
    try {
      for (String line : Files.readAllLines(proc.resolve("vmstat"))) {
        if (line.startsWith(COUNT)) {
          return OptionalLong.of(Long.parseLong(line.substring(COUNT.length()).strip()));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not told; only the group then tells.
    }
    return OptionalLong.empty();
  }
}
