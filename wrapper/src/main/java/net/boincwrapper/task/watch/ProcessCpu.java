package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.procfs.StatLine;

/**
 * Adds up the CPU time of processes that come and go. The time of one that ends is its parent's
 * from then on, if that waits for it; see proc(5), {@code cutime}. If it does not, what was seen of
 * it is kept.
 *
 * <p>Processes end while they are read one after the other. So what is gone at the end of a look
 * does not count in it, and the time that is then missing may still turn up at a parent that was
 * read too early: at the next look, not later.
 */
final class ProcessCpu {
  /** Whatever the kernel's own tick is: {@code USER_HZ}. */
  private static final long NANOS_PER_TICK = 10_000_000;

  /**
   * One process, in ticks.
   *
   * @param start when it was started, as numbers are given again
   * @param childrens of children that it has waited for
   */
  private record Seen(long start, long own, long childrens) {
    long all() {
      return own + childrens;
    }

    boolean isOf(Seen other) {
      return start == other.start;
    }
  }

  private final Path proc;
  private Map<Long, Seen> last = Map.of();
  private long missing;
  private long lost;
  private long told;

  /**
   * @param proc where procfs is mounted
   */
  ProcessCpu(Path proc) {
    this.proc = proc;
  }

  /** The time of all that there have been, which never falls. */
  long nanos(List<Long> processes) {
    Map<Long, Seen> now = look(processes);
    long inherited = 0;
    long gone = 0;
    for (Map.Entry<Long, Seen> entry : last.entrySet()) {
      Seen before = entry.getValue();
      Seen after = now.get(entry.getKey());
      if (after != null && after.isOf(before)) {
        inherited += Math.max(0, after.childrens() - before.childrens());
      } else {
        gone += before.all();
      }
    }
    account(inherited, gone);
    last = now;
    long sum = now.values().stream().mapToLong(Seen::all).sum();
    told = Math.max(told, sum + missing + lost);
    return told * NANOS_PER_TICK;
  }

  /** What parents have inherited since the last look is first what was missing then. */
  private void account(long inherited, long gone) {
    long found = Math.min(missing, inherited);
    lost += missing - found;
    missing = Math.max(0, gone - (inherited - found));
  }

  private Map<Long, Seen> look(List<Long> processes) {
    Map<Long, Seen> now = new HashMap<>();
    processes.forEach(pid -> read(pid).ifPresent(seen -> now.put(pid, seen)));
    now.keySet().removeIf(pid -> !Files.exists(process(pid)));
    return now;
  }

  private Optional<Seen> read(long pid) {
    try {
      StatLine stat = StatLine.read(process(pid));
      return Optional.of(
          new Seen(
              number(stat, StatLine.START_TICKS),
              number(stat, StatLine.USER_TICKS) + number(stat, StatLine.SYSTEM_TICKS),
              number(stat, StatLine.ENDED_CHILDRENS_USER_TICKS)
                  + number(stat, StatLine.ENDED_CHILDRENS_SYSTEM_TICKS)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long number(StatLine stat, int field) {
    return stat.number(field).orElse(0);
  }

  private Path process(long pid) {
    return proc.resolve(String.valueOf(pid));
  }
}
