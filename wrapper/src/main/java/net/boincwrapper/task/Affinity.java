package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.boincwrapper.procfs.CpuList;
import net.boincwrapper.procfs.HostProgram;
import net.boincwrapper.task.watch.Cgroup;
import net.boincwrapper.task.watch.ConfinedContainers;
import net.boincwrapper.task.watch.ConfinedContainers.Confined;
import net.boincwrapper.time.HostClock;
import net.boincwrapper.time.Stopwatch;

/**
 * Confines an app's processes to as many of the host's CPUs as the task was given, where no quota
 * does: to others than those of other containers, as long as there are any. What a process starts
 * inherits its CPUs, and an app that chooses others is confined again.
 */
final class Affinity {
  private static final String PROGRAM = "/usr/bin/taskset";

  /** Doubled at each look that finds all as it should be. */
  private static final Duration FIRST_INTERVAL = Duration.ofSeconds(2);

  private static final Duration LAST_INTERVAL = Duration.ofSeconds(16);
  private static final int MOST_PROCESSES = 1_000;

  /** So often in a row, a process may not have been confined because it is new. */
  private static final int TRIES = 3;

  /** Confines a process with all of its threads, soon. */
  interface Confiner {
    void confine(long pid, String cpus) throws IOException;
  }

  private final Path proc;
  private final Executor background;
  private final Confiner confiner;
  private final Consumer<String> failed;
  private final ConfinedContainers containers;
  private final Stopwatch sinceLook;
  private Duration interval = FIRST_INTERVAL;
  private int tries;

  /**
   * @param proc where procfs is mounted
   * @param background runs what may block
   * @param failed told, from any thread and perhaps again and again, why there is no effect
   */
  Affinity(
      Path proc, HostClock clock, Executor background, Confiner confiner, Consumer<String> failed) {
    this.proc = proc;
    this.background = background;
    this.confiner = confiner;
    this.failed = failed;
    this.containers = new ConfinedContainers(proc);
    this.sinceLook = new Stopwatch(clock);
  }

  /** By a program, since Java has no call for it; one process a call is all that it takes. */
  static void taskset(long pid, String cpus) throws IOException {
    HostProgram.start(List.of(PROGRAM, "-a", "-p", "-c", cpus, String.valueOf(pid)));
  }

  /**
   * Confines those that are not; looks every few seconds at most.
   *
   * @param first its first process
   * @param count how many CPUs it may use; all, if it is as many as there are
   * @return the CPUs that all of it is seen to be confined to
   */
  Optional<SortedSet<Integer>> keep(Cgroup container, long first, int count) {
    if (!sinceLook.isDue(interval)) {
      return Optional.empty();
    }
    sinceLook.restart();
    return CpuList.allowedFor(proc.resolve("self"))
        .filter(all -> count < all.size())
        .flatMap(all -> keep(container, choose(all, first, count)));
  }

  private SortedSet<Integer> choose(SortedSet<Integer> all, long first, int count) {
    List<Confined> others =
        containers.look(all).stream().filter(other -> other.first() != first).toList();
    return CpuChoice.of(
        all,
        count,
        allowed(first).orElseGet(TreeSet::new),
        others.stream().filter(o -> containers.isBefore(o, first)).map(Confined::cpus).toList(),
        others.stream().filter(o -> !containers.isBefore(o, first)).map(Confined::cpus).toList());
  }

  private Optional<SortedSet<Integer>> allowed(long pid) {
    return CpuList.allowedFor(proc.resolve(String.valueOf(pid)));
  }

  private Optional<SortedSet<Integer>> keep(Cgroup container, SortedSet<Integer> chosen) {
    List<Long> processes = container.processes(MOST_PROCESSES);
    List<Long> free = processes.stream().filter(pid -> isFree(pid, chosen)).toList();
    if (free.isEmpty()) {
      interval = doubled();
      tries = 0;
      return processes.isEmpty() ? Optional.empty() : Optional.of(chosen);
    }
    interval = FIRST_INTERVAL;
    if (++tries > TRIES) {
      failed.accept(PROGRAM + " has no effect on its processes " + free);
    }
    background.execute(() -> confine(free, CpuList.text(chosen)));
    return Optional.empty();
  }

  private Duration doubled() {
    Duration doubled = interval.plus(interval);
    return doubled.compareTo(LAST_INTERVAL) < 0 ? doubled : LAST_INTERVAL;
  }

  /** One that cannot be read has ended. */
  private boolean isFree(long pid, Set<Integer> chosen) {
    return allowed(pid).filter(now -> !now.equals(chosen)).isPresent();
  }

  private void confine(List<Long> processes, String cpus) {
    try {
      for (long pid : processes) {
        confiner.confine(pid, cpus);
      }
    } catch (IOException e) {
      failed.accept(String.valueOf(e.getMessage()));
    }
  }
}
