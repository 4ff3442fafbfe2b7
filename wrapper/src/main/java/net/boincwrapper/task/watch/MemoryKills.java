package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Whether the kernel killed a process of the container for its memory. For engines that do not
 * tell: Podman 4.3.1 says no even if it did (tried).
 *
 * <p>The container's group counts such kills, but it goes away with the container, a quarter of a
 * second after the kill (measured), perhaps before anybody has looked. The count of the whole host
 * stays. If that has risen in the second since the last look at the group, and the container ended
 * by a SIGKILL that nobody sent, its kill may be one of those.
 *
 * <p>Where no group of its own has the container's memory, the kernel never kills for the app's
 * limit, but only because the whole host is out of memory. The host's count does not matter there.
 */
public final class MemoryKills {
  private static final String COUNT = "oom_kill ";

  /** 128 plus SIGKILL. */
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

  /** Call it when a container is about to be started, or was found. */
  public void begin() {
    ofHost = hostKills();
    seen = false;
  }

  /** Call it about once a second while the container runs. */
  public void look(Cgroup container) {
    // The host's count first, so that a kill between the two reads still shows in both.
    OptionalLong before = hostKills();
    OptionalLong kills = container.memoryKills();
    if (!container.countsMemory()) {
      ofHost = OptionalLong.empty();
    } else if (kills.isPresent()) {
      ofHost = before;
      seen |= kills.getAsLong() > 0;
    }
  }

  /** Whether such a kill was seen in the container, which has just ended. */
  public boolean happened() {
    return seen;
  }

  /**
   * Whether there was one, if need be by the host's count, because its own group did not tell.
   * Unless the container ended by SIGKILL, nothing suggests that a kill on the host was ours.
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
      // The host does not tell; only the group does.
    }
    return OptionalLong.empty();
  }
}
