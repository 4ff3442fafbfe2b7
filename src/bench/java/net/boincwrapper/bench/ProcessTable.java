package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import net.boincwrapper.procfs.StatLine;

/**
 * The processes of this machine as they are now; see proc(5). A process that ends while it is read
 * is left out.
 */
final class ProcessTable {
  private final Path proc;
  private final Map<Long, ProcessStat> processes;

  private ProcessTable(Path proc, Map<Long, ProcessStat> processes) {
    this.proc = proc;
    this.processes = processes;
  }

  /**
   * Looks at all processes.
   *
   * @param proc where procfs is mounted
   */
  static ProcessTable read(Path proc) throws IOException {
    Map<Long, ProcessStat> found = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[1-9]*")) {
      for (Path entry : entries) {
        stat(entry).ifPresent(s -> found.put(s.pid(), s));
      }
    }
    return new ProcessTable(proc, found);
  }

  /** The process and all that descend from it and still have their parents. */
  Usage tree(long root) {
    List<ProcessStat> members = new ArrayList<>();
    Optional.ofNullable(processes.get(root)).ifPresent(members::add);
    for (int next = 0; next < members.size(); next++) {
      long parent = members.get(next).pid();
      processes.values().stream().filter(p -> p.parent() == parent).forEach(members::add);
    }
    return usage(members);
  }

  /** The processes that are chosen, without their children. */
  Usage chosen(Predicate<ProcessStat> choice) {
    return usage(processes.values().stream().filter(choice).toList());
  }

  /** Ids of those that are chosen. */
  List<Long> pids(Predicate<ProcessStat> choice) {
    return processes.values().stream().filter(choice).map(ProcessStat::pid).toList();
  }

  /** Where a process works; empty where it has ended. */
  Optional<Path> workingDirectory(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(proc.resolve(pid + "/cwd")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The words of a process's command line; none where it has ended. */
  List<String> commandLine(long pid) {
    return text(proc.resolve(pid + "/cmdline"))
        .map(line -> List.of(line.split("\0", -1)))
        .orElse(List.of());
  }

  private Usage usage(List<ProcessStat> members) {
    double cpu = members.stream().mapToDouble(ProcessStat::cpuSeconds).sum();
    long rss = 0;
    long pss = 0;
    long switches = 0;
    for (ProcessStat member : members) {
      Path directory = proc.resolve(Long.toString(member.pid()));
      String memory = text(directory.resolve("smaps_rollup")).orElse("");
      rss += Fields.number(memory, "Rss:") * 1024;
      pss += Fields.number(memory, "Pss:") * 1024;
      switches += switches(directory.resolve("task"));
    }
    return new Usage(members.size(), cpu, rss, pss, switches);
  }

  private static long switches(Path threads) {
    long switches = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(threads)) {
      for (Path thread : entries) {
        String status = text(thread.resolve("status")).orElse("");
        switches += Fields.number(status, "voluntary_ctxt_switches:");
      }
    } catch (IOException e) {
      return switches; // it has ended
    }
    return switches;
  }

  private static Optional<ProcessStat> stat(Path process) {
    try {
      return Optional.of(ProcessStat.of(StatLine.read(process)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
