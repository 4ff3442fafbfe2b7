package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.procfs.ProcFile;
import net.boincwrapper.procfs.ProcessTable;
import net.boincwrapper.procfs.StatLine;

/**
 * The process that keeps the user namespace of a user's containers (4.3.1 to 5.8.2, {@code
 * pkg/rootless/rootless_linux.c:create_pause_process}). Nothing but an end of all of Podman's
 * processes ends it: what somebody does to all that a user runs, or {@code podman system migrate}.
 */
public final class NamespaceKeeper {
  private static final String MARK = "process:";

  /** {@code catatonit -P}, or Podman itself where that is not installed ({@code do_pause}). */
  private static final Set<String> NAMES = Set.of("catatonit", "podman pause");

  private NamespaceKeeper() {}

  /**
   * What tells it from all other processes, one line; empty where there is none, or it cannot be
   * seen.
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   */
  public static Optional<String> of(Path proc, long pid) {
    try {
      Path namespace = ProcessTable.namespace(proc.resolve(String.valueOf(pid)), "user");
      return ProcessTable.those(proc, process -> keeps(process, namespace)).stream()
          .findFirst()
          .map(keeper -> run(proc.resolve(String.valueOf(keeper))));
    } catch (IOException e) {
      return Optional.empty(); // as good as none
    }
  }

  /** Whether this is what {@link #of} has returned, perhaps to an earlier process. */
  public static boolean isOne(String run) {
    return run.startsWith(MARK);
  }

  /**
   * What has its number now: equal to what is given, if it is still there.
   *
   * @param run as {@link #of} returned it
   */
  public static String now(Path proc, String run) {
    return run(proc.resolve(run.split(":", -1)[1]));
  }

  private static boolean keeps(Path process, Path namespace) {
    try {
      return NAMES.contains(StatLine.read(process).name())
          && ProcessTable.namespace(process, "user").equals(namespace)
          && !isInit(ProcFile.read(process.resolve("cmdline")));
    } catch (IOException e) {
      return false;
    }
  }

  /** That of a container is {@code /run/podman-init}, and that of a pod {@code /catatonit}. */
  private static boolean isInit(String commandLine) {
    return commandLine.startsWith("/");
  }

  private static String run(Path process) {
    String name = MARK + process.getFileName() + ":";
    try {
      StatLine stat = StatLine.read(process);
      OptionalLong start =
          stat.isIn('Z') ? OptionalLong.empty() : stat.number(StatLine.START_TICKS);
      return name + (start.isPresent() ? start.getAsLong() : "gone");
    } catch (IOException e) {
      return name + "gone";
    }
  }
}
