package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import net.boincwrapper.client.CpuSource;
import net.boincwrapper.engine.EngineAbilities.Limit;
import net.boincwrapper.procfs.ContainerGroups;
import net.boincwrapper.procfs.ContainerGroups.Group;
import net.boincwrapper.procfs.PidNamespace;
import org.jspecify.annotations.Nullable;

/**
 * What a container uses, and which of its limits are in force: by its control groups as far as this
 * process can see them and they are its own; else by its processes. A group's files vanish with the
 * container's last process (reading one that is still open then fails with ENODEV, measured).
 */
public final class Cgroup {
  private static final Pattern USAGE_USEC = Pattern.compile("(?m)^usage_usec (\\d+)$");
  private static final Pattern OOM_KILL = Pattern.compile("(?m)^oom_kill (\\d+)$");
  private static final Pattern INACTIVE_FILE =
      Pattern.compile("(?m)^(?:total_)?inactive_file (\\d+)$");

  private static final Pattern EVENTS_MAX = Pattern.compile("(?m)^max (\\d+)$");

  /** After so many looks, what was found to be none of ours is looked at again. */
  private static final int LOOKS_BEFORE_AFRESH = 16;

  private final ContainerGroups groups;
  private final Optional<Group> account;
  private final Optional<Group> memory;
  private final Optional<Group> pids;
  private final Optional<PidNamespace> namespace;
  private final Path proc;
  private final Set<String> others = new HashSet<>();
  private @Nullable ProcessSums sums;
  private int looks;

  private Cgroup(
      Path proc,
      ContainerGroups groups,
      Optional<Group> account,
      Optional<PidNamespace> namespace) {
    this.groups = groups;
    this.account = account;
    this.memory = groups.group("memory").filter(Cgroup::countsMemory);
    this.pids = groups.group("pids");
    this.namespace = namespace;
    this.proc = proc;
  }

  /**
   * Finds what is to be known of a container. Where no group of its own counts its CPU time, its
   * processes do.
   *
   * @param proc where procfs is mounted
   * @param pid the container's first process
   * @param id the container's
   * @return empty if its CPU time cannot be read
   */
  public static Optional<Cgroup> of(Path proc, long pid, String id) {
    try {
      ContainerGroups groups = ContainerGroups.of(proc, pid, id);
      Optional<Group> account = groups.account().filter(group -> cpuNanos(group).isPresent());
      if (account.isPresent()) {
        return Optional.of(new Cgroup(proc, groups, account, Optional.empty()));
      }
      return groups.haveAccount()
          ? Optional.empty()
          : PidNamespace.of(proc, pid, id)
              .map(all -> new Cgroup(proc, groups, Optional.empty(), Optional.of(all)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** On version 2, a group may have no controller for it. */
  private static boolean countsMemory(Group group) {
    return !group.unified() || Files.exists(group.directory().resolve("memory.current"));
  }

  /** Whether a group counts its CPU time; otherwise that is added up from its processes. */
  public boolean isCounted() {
    return account.isPresent();
  }

  /** Whether a group counts its memory; otherwise that is added up from its processes. */
  boolean countsMemory() {
    return memory.isPresent();
  }

  /** Whether its engine can pause it. */
  public boolean canPause() {
    return groups.canPause();
  }

  /**
   * Whether a limit is in force.
   *
   * @param ifHidden what its engine says, for a group that is not seen from here
   */
  public boolean isLimited(Limit limit, boolean ifHidden) {
    return GroupLimits.isLimited(groups, limit, ifHidden);
  }

  /**
   * Where somebody else can read the CPU time; only where a group counts it.
   *
   * @param secondsBefore what to add to it
   */
  public CpuSource source(double secondsBefore) {
    Group group = account.orElseThrow();
    String file = group.unified() ? "cpu.stat" : "cpuacct.usage";
    return new CpuSource.Group(
        group.directory().resolve(file), group.unified() ? 1000 : 1, secondsBefore);
  }

  /** CPU time of all processes so far; empty if the container is gone. */
  public OptionalLong cpuNanos() {
    return account.isPresent() ? cpuNanos(account.get()) : sums().cpuNanos();
  }

  private static OptionalLong cpuNanos(Group group) {
    return group.unified()
        ? scaled(GroupFiles.find(group.directory(), "cpu.stat", USAGE_USEC), 1000)
        : number(group, "cpuacct.usage");
  }

  /** Memory in use without the page cache that can be dropped at once. */
  public OptionalLong workingSetBytes() {
    if (memory.isEmpty()) {
      return sums().memoryBytes();
    }
    Group group = memory.get();
    OptionalLong all = number(group, group.unified() ? "memory.current" : "memory.usage_in_bytes");
    OptionalLong cache = GroupFiles.find(group.directory(), "memory.stat", INACTIVE_FILE);
    return all.isEmpty() ? all : OptionalLong.of(Math.max(0, all.getAsLong() - cache.orElse(0)));
  }

  /**
   * The memory of its processes, by whatever is counted; what several of them share counts once.
   * The kernel walks through all of it for that.
   */
  public long exactBytes() {
    return sums().exactBytes();
  }

  /** The most memory that was in use so far. */
  public OptionalLong peakBytes() {
    return memory.isPresent()
        ? number(memory.get(), memory.get().unified() ? "memory.peak" : "memory.max_usage_in_bytes")
        : sums().peakBytes();
  }

  /** How many processes the kernel killed for this group's memory; empty if it does not tell. */
  OptionalLong memoryKills() {
    return memory.isPresent()
        ? GroupFiles.find(
            memory.get().directory(),
            memory.get().unified() ? "memory.events" : "memory.oom_control",
            OOM_KILL)
        : OptionalLong.empty();
  }

  /**
   * How often a new process or thread was refused because there were too many, on either version
   * ({@code kernel/cgroup/pids.c}).
   */
  public OptionalLong refusedProcesses() {
    return pids.isPresent()
        ? GroupFiles.find(pids.get().directory(), "pids.events", EVENTS_MAX)
        : OptionalLong.empty();
  }

  /** How many threads there are, each process being one at least. */
  public long threads() {
    return sums().threads();
  }

  /**
   * Its processes.
   *
   * @param most the longest list to return
   * @return empty if the container is gone
   */
  public synchronized List<Long> processes(int most) {
    if (namespace.isPresent()) {
      if (looks++ % LOOKS_BEFORE_AFRESH == 0) {
        others.clear();
      }
      return namespace.get().processes(most, others);
    }
    return GroupFiles.read(account.orElseThrow().directory(), "cgroup.procs").stream()
        .flatMap(String::lines)
        .filter(line -> line.matches("[1-9]\\d{0,9}"))
        .limit(most)
        .map(Long::valueOf)
        .toList();
  }

  /** Most containers need none. */
  private synchronized ProcessSums sums() {
    ProcessSums made = sums;
    if (made == null) {
      made = new ProcessSums(proc, this::processes);
      sums = made;
    }
    return made;
  }

  private static OptionalLong number(Group group, String file) {
    return GroupFiles.find(group.directory(), file, GroupFiles.NUMBER);
  }

  private static OptionalLong scaled(OptionalLong value, long factor) {
    return value.isEmpty() ? value : OptionalLong.of(value.getAsLong() * factor);
  }
}
