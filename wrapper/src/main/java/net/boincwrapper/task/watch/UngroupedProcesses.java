package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import net.boincwrapper.procfs.PidNamespace;
import net.boincwrapper.procfs.ProcFile;
import net.boincwrapper.procfs.StatLine;

/**
 * Takes the place of a control group where an engine could make none, as a rootless Podman without
 * a session: the container is in the group of whoever started the engine, whose figures are
 * others'. So what its processes have used is added up.
 *
 * <p>The CPU time of a process that ends is its parent's from then on, if that waits for it; see
 * proc(5), {@code cutime}. If it does not, what was seen is kept.
 */
public final class UngroupedProcesses extends Cgroup {
  private static final int MOST_PROCESSES = 10_000;

  /** Whatever the kernel's own tick is: {@code USER_HZ}. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final List<Integer> CPU_TICKS =
      List.of(
          StatLine.USER_TICKS,
          StatLine.SYSTEM_TICKS,
          StatLine.ENDED_CHILDRENS_USER_TICKS,
          StatLine.ENDED_CHILDRENS_SYSTEM_TICKS);

  /** Kilobytes of memory that no file can give back; see proc(5), {@code status}. */
  private static final Pattern OWN_MEMORY =
      Pattern.compile("(?m)^(?:RssAnon|RssShmem|VmSwap):\\s+(\\d{1,15}) kB$");

  /** The same in {@code smaps_rollup}, where each process has its share of what several have. */
  private static final Pattern PROPORTIONAL =
      Pattern.compile("(?m)^(?:Pss_Anon|Pss_Shmem|SwapPss):\\s+(\\d{1,15}) kB$");

  /** After so many looks, what was found to be none of ours is looked at again. */
  private static final int LOOKS_BEFORE_AFRESH = 16;

  private final Path proc;
  private final PidNamespace container;
  private final Set<String> others = new HashSet<>();
  private int looks;
  private long lastNanos;
  private long lostNanos;
  private long peak;

  private UngroupedProcesses(Path proc, PidNamespace container) {
    this.proc = proc;
    this.container = container;
  }

  /**
   * For a container that is in no group of its own.
   *
   * @return empty if its processes cannot be seen
   */
  static Optional<Cgroup> inPlaceOf(Path proc, long pid, String id) {
    return PidNamespace.of(proc, pid, id).map(it -> new UngroupedProcesses(proc, it));
  }

  @Override
  public boolean isGroup() {
    return false;
  }

  @Override
  public synchronized OptionalLong cpuNanos() {
    List<Long> processes = processes(MOST_PROCESSES);
    if (processes.isEmpty()) {
      return OptionalLong.empty();
    }
    long now = processes.stream().mapToLong(this::cpuTicks).sum() * NANOS_PER_TICK;
    lostNanos += Math.max(0, lastNanos - now);
    lastNanos = now;
    return OptionalLong.of(now + lostNanos);
  }

  private long cpuTicks(long pid) {
    try {
      StatLine stat = StatLine.read(process(pid));
      return CPU_TICKS.stream().mapToLong(field -> stat.number(field).orElse(0)).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Memory that two of its processes share counts twice. */
  @Override
  public synchronized OptionalLong workingSetBytes() {
    List<Long> processes = processes(MOST_PROCESSES);
    if (processes.isEmpty()) {
      return OptionalLong.empty();
    }
    long now = processes.stream().mapToLong(this::memory).sum();
    peak = Math.max(peak, now);
    return OptionalLong.of(now);
  }

  private long memory(long pid) {
    try {
      return kilobytes(OWN_MEMORY, ProcFile.read(process(pid).resolve("status"))) << 10;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * As {@link #workingSetBytes}, but shared memory counts once. The kernel walks through all of it
   * for that.
   */
  public synchronized long exactBytes() {
    return processes(MOST_PROCESSES).stream().mapToLong(this::exactMemory).sum();
  }

  private long exactMemory(long pid) {
    try {
      String rollup = ProcFile.read(process(pid).resolve("smaps_rollup"));
      if (rollup.contains("Pss_Anon:")) { // since Linux 5.4
        return kilobytes(PROPORTIONAL, rollup) << 10;
      }
    } catch (IOException e) {
      // Older, or it has ended.
    }
    return memory(pid);
  }

  private static long kilobytes(Pattern lines, String text) {
    return lines.matcher(text).results().mapToLong(part -> Long.parseLong(part.group(1))).sum();
  }

  /** How many threads there are, each process being one at least. */
  public synchronized long threads() {
    return processes(MOST_PROCESSES).stream().mapToLong(this::threads).sum();
  }

  private long threads(long pid) {
    try {
      return StatLine.read(process(pid)).number(StatLine.THREADS).orElse(1);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The most that was seen at one moment; a moment between two looks is missed. */
  @Override
  public synchronized OptionalLong peakBytes() {
    return peak > 0 ? OptionalLong.of(peak) : OptionalLong.empty();
  }

  @Override
  public synchronized List<Long> processes(int most) {
    if (looks++ % LOOKS_BEFORE_AFRESH == 0) {
      others.clear();
    }
    return container.processes(most, others);
  }

  private Path process(long pid) {
    return proc.resolve(String.valueOf(pid));
  }
}
