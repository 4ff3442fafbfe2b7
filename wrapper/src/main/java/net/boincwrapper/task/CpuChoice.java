package net.boincwrapper.task;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Which CPUs a container is confined to, so that no two share one while another is free.
 *
 * <p>Nobody decides for all: each wrapper looks after its own container, at its own times. So the
 * containers are ordered by their start. One that has its CPUs moves only for the sake of earlier
 * ones: then at most one of two that share a CPU goes away, and once the first ones have settled,
 * the later ones do.
 */
final class CpuChoice {
  private CpuChoice() {}

  /**
   * Chooses.
   *
   * @param all those of the host
   * @param count how many; fewer than all
   * @param present what the container is confined to now; empty or another number: nothing of use
   * @param earlier what each container is confined to that was started before
   * @param later the same for those that were started after it
   */
  static SortedSet<Integer> of(
      SortedSet<Integer> all,
      int count,
      Set<Integer> present,
      List<? extends Set<Integer>> earlier,
      List<? extends Set<Integer>> later) {
    boolean settled = present.size() == count && all.containsAll(present);
    ToLongFunction<Integer> before = cpu -> load(earlier, cpu);
    ToLongFunction<Integer> after = cpu -> load(later, cpu);
    Comparator<Integer> best =
        settled
            ? Comparator.comparingLong(before)
                .thenComparing(cpu -> !present.contains(cpu))
                .thenComparingLong(after)
            : Comparator.comparingLong(cpu -> before.applyAsLong(cpu) + after.applyAsLong(cpu));
    return new TreeSet<>(
        all.stream().sorted(best.thenComparing(Comparator.naturalOrder())).limit(count).toList());
  }

  private static long load(List<? extends Set<Integer>> containers, int cpu) {
    return containers.stream().filter(cpus -> cpus.contains(cpu)).count();
  }
}
