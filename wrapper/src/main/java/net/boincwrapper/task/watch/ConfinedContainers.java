package net.boincwrapper.task.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import net.boincwrapper.procfs.CpuList;
import net.boincwrapper.procfs.PidNamespace;
import net.boincwrapper.procfs.ProcessTable;
import net.boincwrapper.procfs.StatLine;

/**
 * Which containers of this host may use some of its CPUs only, whoever has confined them: our
 * wrappers know of each other by nothing else. A container is known by its first process, whose
 * {@code status} everybody may read.
 */
public final class ConfinedContainers {
  /** After so many looks, what was found to be none is looked at again: numbers are reused. */
  private static final int LOOKS_BEFORE_AFRESH = 16;

  private final Path proc;
  private final Set<String> others = new HashSet<>();
  private int looks;

  /**
   * @param proc where procfs is mounted
   */
  public ConfinedContainers(Path proc) {
    this.proc = proc;
  }

  /**
   * One of them.
   *
   * @param first its first process
   * @param startTicks when that was started, in ticks since the host's boot
   * @param cpus those that it may use
   */
  public record Confined(long first, long startTicks, SortedSet<Integer> cpus) {}

  /**
   * Looks for them.
   *
   * @param all the CPUs of those that are not confined
   */
  public List<Confined> look(SortedSet<Integer> all) {
    if (looks++ % LOOKS_BEFORE_AFRESH == 0) {
      others.clear();
    }
    List<Confined> found = new ArrayList<>();
    for (long first : ProcessTable.those(proc, others, ConfinedContainers::isFirst)) {
      confined(first, all).ifPresent(found::add);
    }
    return found;
  }

  /** That of this host is one, too, and nobody confines it. */
  private static boolean isFirst(Path process) {
    try {
      return PidNamespace.isFirst(process);
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Confined> confined(long first, SortedSet<Integer> all) {
    Path process = proc.resolve(String.valueOf(first));
    return CpuList.allowedFor(process)
        .filter(cpus -> all.containsAll(cpus) && cpus.size() < all.size())
        .map(cpus -> new Confined(first, startTicks(process), cpus));
  }

  /**
   * Whether a container was started before another one: all wrappers see the same order.
   *
   * @param first the other's first process
   */
  public boolean isBefore(Confined container, long first) {
    long start = startTicks(proc.resolve(String.valueOf(first)));
    return container.startTicks() != start
        ? container.startTicks() < start
        : container.first() < first;
  }

  private static long startTicks(Path process) {
    try {
      return StatLine.read(process).number(StatLine.START_TICKS).orElse(Long.MAX_VALUE);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
