package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.procfs.HostProgram;
import net.boincwrapper.procfs.StatLine;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.time.Stopwatch;

/**
 * Gives the container's processes the lowest priority, which tells a client that they are not the
 * volunteer's own. It suspends all tasks while other programs use more than a quarter of the
 * processors, and would take a container for one of them ({@code
 * lib/procinfo.cpp:procinfo_non_boinc}).
 */
final class Niceness {
  private static final String PROGRAM = "/usr/bin/renice";

  private static final int LOWEST = 19;

  /**
   * Doubled at each look, because processes that start later inherit their priority. The client
   * looks every ten seconds ({@code client/client_state.h:MEMORY_USAGE_PERIOD}).
   */
  private static final Duration FIRST_INTERVAL = Duration.ofSeconds(4);

  private static final Duration LAST_INTERVAL = Duration.ofMinutes(1);

  private static final int MOST_PROCESSES = 1_000;

  private final TaskContext task;
  private final ContainerLife life;
  private final Stopwatch sinceLook;
  private Duration interval = FIRST_INTERVAL;
  private long seen;
  private List<Long> lowered = List.of();

  Niceness(TaskContext task, ContainerLife life) {
    this.task = task;
    this.life = life;
    this.sinceLook = task.stopwatch();
  }

  /** Call it at each turn while the app runs. */
  void tick() {
    if (life.cgroup().isEmpty() || !isDue() || !isWanted()) {
      return;
    }
    sinceLook.restart();
    List<Long> processes =
        higher(task.gateways().proc(), life.cgroup().get().processes(MOST_PROCESSES));
    boolean isOld = processes.isEmpty() || processes.equals(lowered);
    interval = isOld ? doubled() : FIRST_INTERVAL;
    lowered = processes;
    if (!processes.isEmpty()) {
      task.gateways().executor().execute(() -> lower(task, processes));
    }
  }

  /** Without CPU limits, no weight keeps it behind the volunteer's own programs either. */
  private boolean isWanted() {
    return life.missing().contains(Limit.CPU) || matters(task.facts().init());
  }

  /** At once if the container is a new one. */
  private boolean isDue() {
    if (life.pid() != seen) {
      seen = life.pid();
      interval = FIRST_INTERVAL;
      return true;
    }
    return sinceLook.isDue(interval);
  }

  private Duration doubled() {
    Duration doubled = interval.plus(interval);
    return doubled.compareTo(LAST_INTERVAL) < 0 ? doubled : LAST_INTERVAL;
  }

  /**
   * Not to clients from 8.2 on: they subtract what tasks with a Docker plan class report ({@code
   * client/app.cpp:get_memory_usage}).
   */
  static boolean matters(InitData init) {
    return !ReportedCpu.subtracts(init);
  }

  /** Those that have a higher priority. A process that cannot be read has ended. */
  static List<Long> higher(Path proc, List<Long> processes) {
    return processes.stream().filter(pid -> isHigher(proc, pid)).toList();
  }

  private static boolean isHigher(Path proc, long pid) {
    try {
      OptionalLong nice = StatLine.read(proc.resolve(String.valueOf(pid))).number(StatLine.NICE);
      return nice.isPresent() && nice.getAsLong() < LOWEST;
    } catch (IOException e) {
      return false;
    }
  }

  /** Lowers those processes of a group that have a higher priority, in another thread. */
  static void lower(TaskContext task, Cgroup group) {
    List<Long> processes = higher(task.gateways().proc(), group.processes(MOST_PROCESSES));
    if (!processes.isEmpty()) {
      task.gateways().executor().execute(() -> lower(task, processes));
    }
  }

  /** By a program, since Java has no call for it. */
  private static void lower(TaskContext task, List<Long> processes) {
    List<String> command = new ArrayList<>(List.of(PROGRAM, "-n", String.valueOf(LOWEST), "-p"));
    processes.forEach(pid -> command.add(pid.toString()));
    try {
      HostProgram.start(command);
    } catch (IOException e) {
      String line = "the container keeps its priority: " + e;
      task.mailbox().post(() -> task.log().say(StderrLog.Level.DETAILS, line));
    }
  }
}
