package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.boincwrapper.procfs.CpuList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which CPUs a container gets, beside others. */
class CpuChoiceTest {
  private static List<SortedSet<Integer>> sets(String lists) {
    return lists == null
        ? List.of()
        : List.of(lists.split("/")).stream().map(CpuList::parse).toList();
  }

  @ParameterizedTest(name = "{0}, {1}, has {2}, earlier {3}, later {4}: {5}")
  @CsvSource(
      delimiter = ';',
      value = {
        // A new one takes those that nobody has.
        "0-3; 1; 0-3;   ;        ; 0",
        "0-3; 1; 0-3; 0 ;        ; 1",
        "0-3; 2; 0-3; 0 ; 2      ; 1,3",
        "4-5,9; 2; 4-5,9; 4 ;    ; 5,9",
        // One more than there are shares with as few as possible.
        "0-3; 1; 0-3; 0/1/2/3;   ; 0",
        "0-3; 1; 0-3; 0/1/2/3/0; ; 1",
        "0-3; 3; 0-3; 0,1;       ; 0,2,3",
        // One that has its own stays.
        "0-3; 1; 2;   0 ;        ; 2",
        "0-3; 2; 1,2; 3 ;        ; 1,2",
        "0-3; 1; 2;     ; 2      ; 2",
        "0-3; 2; 0,2; 0/1/2/3;   ; 0,2",
        // The later one of two that share goes where it is free.
        "0-3; 1; 2;   2 ;        ; 0",
        "0-3; 1; 2;   2 ; 0      ; 1",
        "0-3; 2; 2,3; 2 ;        ; 0,3",
        // Half of what it has is none of the host's any more, or it has too many.
        "0-1; 1; 2;     ;        ; 0",
        "0-3; 1; 2,3; 0 ;        ; 1",
      })
  void chosen(String all, int count, String present, String earlier, String later, String chosen) {
    assertThat(
            CpuList.text(
                CpuChoice.of(
                    CpuList.parse(all), count, CpuList.parse(present), sets(earlier), sets(later))))
        .isEqualTo(chosen);
  }

  /** One task of the host: in which order it was started is its place in the list. */
  private static final class Task {
    final int count;
    SortedSet<Integer> cpus;

    Task(int count, SortedSet<Integer> cpus) {
      this.count = count;
      this.cpus = cpus;
    }
  }

  private static void look(SortedSet<Integer> all, List<Task> tasks, int who) {
    List<SortedSet<Integer>> earlier =
        tasks.subList(0, who).stream().map(t -> t.cpus).filter(c -> c.size() < all.size()).toList();
    List<SortedSet<Integer>> later =
        tasks.subList(who + 1, tasks.size()).stream()
            .map(t -> t.cpus)
            .filter(c -> c.size() < all.size())
            .toList();
    Task task = tasks.get(who);
    task.cpus = CpuChoice.of(all, task.count, task.cpus, earlier, later);
  }

  /** Each looks when it likes; tasks of any size come and go, some at the same moment. */
  @Test
  void whateverHappenedNoTwoShareACpuWhileAnotherIsFree() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      SortedSet<Integer> all = CpuList.parse("0-" + (1 + random.nextInt(12)));
      List<Task> tasks = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        if (random.nextInt(3) == 0 && tasks.size() < 16) {
          tasks.add(new Task(1 + random.nextInt(all.size() - 1), all));
        } else if (random.nextInt(4) == 0 && !tasks.isEmpty()) {
          tasks.remove(random.nextInt(tasks.size()));
        } else if (!tasks.isEmpty()) {
          look(all, tasks, random.nextInt(tasks.size()));
        }
      }
      // A new one avoids all others, and from then on the earlier ones.
      for (int i = 0; i < 2 * tasks.size(); i++) {
        look(all, tasks, i % tasks.size());
      }
      assertNoneSharesWithoutNeed(seed, all, tasks);
      assertAllStay(all, tasks);
    }
  }

  private static void assertNoneSharesWithoutNeed(
      int seed, SortedSet<Integer> all, List<Task> tasks) {
    Set<Integer> free = new HashSet<>(all);
    List<Integer> used = new ArrayList<>();
    tasks.forEach(task -> used.addAll(task.cpus));
    free.removeAll(used);
    if (!free.isEmpty()) {
      assertThat(used).as("seed " + seed + ", free " + free).doesNotHaveDuplicates();
    }
  }

  private static void assertAllStay(SortedSet<Integer> all, List<Task> tasks) {
    List<SortedSet<Integer>> before = tasks.stream().map(task -> task.cpus).toList();
    for (int round = 0; round < 2; round++) {
      for (int i = tasks.size() - 1; i >= 0; i--) {
        look(all, tasks, i);
      }
    }
    assertThat(tasks.stream().map(task -> new TreeSet<>(task.cpus)).toList()).isEqualTo(before);
  }
}
