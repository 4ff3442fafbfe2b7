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
 *
 * @param process its directory of procfs
 * @param start when it was started, in ticks since the boot
 */
record NamespaceKeeper(Path process, String start) implements Lifeline {
  static final String MARK = "process:";

  /** {@code catatonit -P}, or Podman itself where that is not installed ({@code do_pause}). */
  private static final Set<String> NAMES = Set.of("catatonit", "podman pause");

  /**
   * That of a container; empty where there is none, or it cannot be seen.
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   */
  static Optional<NamespaceKeeper> of(Path proc, long pid) {
    try {
      Path namespace = ProcessTable.namespace(proc.resolve(String.valueOf(pid)), "user");
      return ProcessTable.those(proc, process -> keeps(process, namespace)).stream()
          .findFirst()
          .flatMap(keeper -> run(proc.resolve(String.valueOf(keeper))));
    } catch (IOException e) {
      return Optional.empty(); // as good as none
    }
  }

  /**
   * Reads what {@link #text} gave.
   *
   * @param text begins with {@link #MARK}
   */
  static NamespaceKeeper parse(Path proc, String text) {
    String[] words = text.split(":", -1);
    return new NamespaceKeeper(proc.resolve(words[1]), words.length > 2 ? words[2] : "");
  }

  @Override
  public String text() {
    return MARK + process.getFileName() + ":" + start;
  }

  @Override
  public boolean holds() {
    return run(process).filter(this::equals).isPresent();
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

  private static Optional<NamespaceKeeper> run(Path process) {
    try {
      StatLine stat = StatLine.read(process);
      OptionalLong start =
          stat.isIn('Z') ? OptionalLong.empty() : stat.number(StatLine.START_TICKS);
      return start.isPresent()
          ? Optional.of(new NamespaceKeeper(process, String.valueOf(start.getAsLong())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
