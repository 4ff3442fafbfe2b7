package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.boincwrapper.plan.CpuQuota;
import net.boincwrapper.procfs.HostProgram;
import net.boincwrapper.procfs.ProcFile;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.watch.UngroupedProcesses;
import net.boincwrapper.time.Stopwatch;

/**
 * Confines an app's processes to as many of the host's CPUs as the task was given, where no quota
 * can. Tasks in neighbouring slots get different ones. What a process starts inherits its CPUs, and
 * an app that chooses others is confined again.
 */
final class Affinity {
  private static final String PROGRAM = "/usr/bin/taskset";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final int MOST_PROCESSES = 1_000;

  /** See proc(5), {@code status}. */
  private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s+(\\S+)$");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  private final TaskContext task;
  private final Stopwatch sinceLook;

  Affinity(TaskContext task) {
    this.task = task;
    this.sinceLook = task.stopwatch();
  }

  /** For the log: a clause on the CPUs; empty if the app may use all that there are. */
  String words() {
    return chosen().map(list -> ", and the CPUs " + list).orElse("");
  }

  /** Confines those that are not; looks every few seconds at most. */
  void keep(UngroupedProcesses processes) {
    Optional<String> list = chosen();
    if (list.isEmpty() || !sinceLook.isDue(LOOK_EVERY)) {
      return;
    }
    sinceLook.restart();
    Path proc = task.gateways().proc();
    List<Long> free =
        processes.processes(MOST_PROCESSES).stream()
            .filter(pid -> isFree(proc.resolve(String.valueOf(pid)), list.get()))
            .toList();
    if (!free.isEmpty()) {
      task.gateways().executor().execute(() -> confine(free, list.get()));
    }
  }

  private static boolean isFree(Path process, String list) {
    return allowed(process).filter(now -> !numbers(now).equals(numbers(list))).isPresent();
  }

  /** The container was planned without a quota: such an engine says that it has none. */
  private Optional<String> chosen() {
    double cpus =
        CpuQuota.granted(
            task.facts().job(),
            task.facts().init(),
            task.setup().arguments(),
            task.facts().engine().cpus());
    return allowed(task.gateways().proc().resolve("self"))
        .flatMap(all -> choose(all, cpus, task.facts().init().slot()));
  }

  /**
   * The CPUs of a task.
   *
   * @param all the host's, as {@code 0-3,8}
   * @param cpus how many it was given; a part of one counts as one
   * @param slot the number of its slot
   * @return as a list with commas; empty if it may use all
   */
  static Optional<String> choose(String all, double cpus, int slot) {
    List<Integer> numbers = numbers(all);
    int count = (int) Math.max(1, Math.ceil(cpus));
    if (count >= numbers.size()) {
      return Optional.empty();
    }
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      chosen.add(numbers.get((int) (((long) slot * count + i) % numbers.size())));
    }
    return Optional.of(chosen.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  private static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    Matcher ranges = RANGE.matcher(list);
    while (ranges.find()) {
      int from = Integer.parseInt(ranges.group(1));
      int to = ranges.group(2) == null ? from : Integer.parseInt(ranges.group(2));
      for (int cpu = from; cpu <= to; cpu++) {
        numbers.add(cpu);
      }
    }
    return numbers;
  }

  private static Optional<String> allowed(Path process) {
    try {
      Matcher line = ALLOWED.matcher(ProcFile.read(process.resolve("status")));
      return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** By a program, since Java has no call for it; one process a call is all that it takes. */
  private void confine(List<Long> processes, String list) {
    try {
      for (long pid : processes) {
        HostProgram.start(List.of(PROGRAM, "-a", "-p", "-c", list, String.valueOf(pid)));
      }
    } catch (IOException e) {
      String line = "the app may use all CPUs: " + e;
      task.mailbox().post(() -> task.log().say(StderrLog.Level.DETAILS, line));
    }
  }
}
