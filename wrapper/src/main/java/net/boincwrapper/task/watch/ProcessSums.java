package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import net.boincwrapper.procfs.ProcFile;
import net.boincwrapper.procfs.StatLine;

/**
 * What a container's processes use, added up: for what no control group of its own tells. A group
 * that it shares tells of others, too.
 */
final class ProcessSums {
  private static final int MOST_PROCESSES = 10_000;

  /** Kilobytes of memory that no file can give back; see proc(5), {@code status}. */
  private static final Pattern OWN_MEMORY =
      Pattern.compile("(?m)^(?:RssAnon|RssShmem|VmSwap):\\s+(\\d{1,15}) kB$");

  /** The same in {@code smaps_rollup}, where each process has its share of what several have. */
  private static final Pattern PROPORTIONAL =
      Pattern.compile("(?m)^(?:Pss_Anon|Pss_Shmem|SwapPss):\\s+(\\d{1,15}) kB$");

  private final Path proc;
  private final IntFunction<List<Long>> processes;
  private final ProcessCpu cpu;
  private long peak;

  /**
   * @param proc where procfs is mounted
   * @param processes lists them, no more than it is told to
   */
  ProcessSums(Path proc, IntFunction<List<Long>> processes) {
    this.proc = proc;
    this.processes = processes;
    this.cpu = new ProcessCpu(proc);
  }

  private List<Long> all() {
    return processes.apply(MOST_PROCESSES);
  }

  /** CPU time of all that there have been; empty if none is left. */
  synchronized OptionalLong cpuNanos() {
    List<Long> now = all();
    return now.isEmpty() ? OptionalLong.empty() : OptionalLong.of(cpu.nanos(now));
  }

  /** Memory that two of them share counts twice; empty if none is left. */
  synchronized OptionalLong memoryBytes() {
    List<Long> now = all();
    if (now.isEmpty()) {
      return OptionalLong.empty();
    }
    long sum = now.stream().mapToLong(this::memory).sum();
    peak = Math.max(peak, sum);
    return OptionalLong.of(sum);
  }

  private long memory(long pid) {
    try {
      return kilobytes(OWN_MEMORY, ProcFile.read(process(pid).resolve("status"))) << 10;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * As {@link #memoryBytes}, but shared memory counts once. The kernel walks through all of it for
   * that.
   */
  synchronized long exactBytes() {
    return all().stream().mapToLong(this::exactMemory).sum();
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
  synchronized long threads() {
    return all().stream().mapToLong(this::threads).sum();
  }

  private long threads(long pid) {
    try {
      return StatLine.read(process(pid)).number(StatLine.THREADS).orElse(1);
    } catch (IOException e) {
      return 0;
    }
  }

  /** The most that was seen at one moment; a moment between two looks is missed. */
  synchronized OptionalLong peakBytes() {
    return peak > 0 ? OptionalLong.of(peak) : OptionalLong.empty();
  }

  private Path process(long pid) {
    return proc.resolve(String.valueOf(pid));
  }
}
