package net.boincwrapper.procfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The processes of a container that has no control group of its own to name them: all that are in
 * the PID namespace of its first process, whoever their parents are; see pid_namespaces(7).
 *
 * <p>The user of a rootless engine may read the namespace of such a process, and send it signals,
 * even if it belongs to a subuid: he owns the user namespace that it is in (user_namespaces(7);
 * tried on Linux 6.18).
 */
public final class PidNamespace {
  /** The last number is the one in the process's own namespace; see proc(5). */
  private static final Pattern IS_FIRST = Pattern.compile("(?m)^NSpid:.*\\s1$");

  private final Path proc;
  private final long first;
  private final Path link;

  private PidNamespace(Path proc, long first, Path link) {
    this.proc = proc;
    this.first = first;
    this.link = link;
  }

  /**
   * The namespace of a container. A process's number may have been reused, or belong to another
   * host: so only a first process counts in whose mounts the container's id appears, as engines
   * name what they mount by it (tried on Podman 4.3.1), and never a process of our own namespace.
   *
   * @param proc where procfs is mounted
   * @param first the container's first process
   * @param id the container's
   * @return empty if that process cannot be seen, has ended, or is not the container's
   */
  public static Optional<PidNamespace> of(Path proc, long first, String id) {
    Path process = proc.resolve(String.valueOf(first));
    try {
      Path link = ProcessTable.namespace(process, "pid");
      boolean isContainers =
          !link.equals(ProcessTable.namespace(proc.resolve("self"), "pid"))
              && isFirst(process)
              && ProcFile.read(process.resolve("mountinfo")).contains(id);
      return isContainers && !StatLine.read(process).isIn('Z')
          ? Optional.of(new PidNamespace(proc, first, link))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a process is the first one of a namespace.
   *
   * @param process its directory in procfs
   */
  public static boolean isFirst(Path process) throws IOException {
    return IS_FIRST.matcher(ProcFile.read(process.resolve("status"))).find();
  }

  /** The first process, as this host numbers it. */
  public long first() {
    return first;
  }

  /** Whether its first process has not ended. */
  public boolean isThere() {
    return isIn(proc.resolve(String.valueOf(first)));
  }

  /**
   * All processes in it, zombies included, as this host numbers them.
   *
   * @param most the longest list to return
   * @return empty if its first process has ended, and thereby all of them
   */
  public List<Long> processes(int most) {
    return processes(most, new HashSet<>());
  }

  /**
   * As the other, for whoever looks often.
   *
   * @param others names in procfs that need not be looked at; those are added that are not in it
   */
  public List<Long> processes(int most, Set<String> others) {
    List<Long> found = ProcessTable.those(proc, others, this::isIn);
    return found.contains(first) ? found.stream().limit(most).toList() : List.of();
  }

  /** Not one that cannot be read: it is another user's, or has ended. */
  private boolean isIn(Path process) {
    try {
      return ProcessTable.namespace(process, "pid").equals(link);
    } catch (IOException e) {
      return false;
    }
  }
}
