package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import net.boincwrapper.procfs.ProcFile;
import net.boincwrapper.procfs.StatLine;

/**
 * The process that keeps the user namespace of a user's containers (4.3.1 to 5.8.2, {@code
 * pkg/rootless/rootless_linux.c:create_pause_process}). Nothing but an end of all of Podman's
 * processes ends it: what somebody does to all that a user runs, or {@code podman system migrate}.
 */
public final class NamespaceKeeper {
  private static final String MARK = "process:";
  private static final Pattern PROCESS = Pattern.compile("[1-9]\\d{0,9}");

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
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc)) {
      Path namespace = namespace(proc.resolve(String.valueOf(pid)));
      for (Path process : all) {
        if (keeps(process, namespace)) {
          return Optional.of(run(process));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // As good as none.
    }
    return Optional.empty();
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

  private static Path namespace(Path process) throws IOException {
    return Files.readSymbolicLink(process.resolve("ns/user"));
  }

  private static boolean keeps(Path process, Path namespace) {
    if (!PROCESS.matcher(process.getFileName().toString()).matches()) {
      return false;
    }
    try {
      return NAMES.contains(StatLine.read(process).name())
          && namespace(process).equals(namespace)
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
