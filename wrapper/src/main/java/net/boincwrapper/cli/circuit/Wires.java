package net.boincwrapper.cli.circuit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How deep the circuit is on each path, which is that of a qubit or of a bit. With conditions there
 * is a least and a greatest depth. Of several ways that a circuit may go, each has wires of its own
 * on top of those where they part.
 */
final class Wires {
  private final @Nullable Wires below;
  private long[] least = new long[64];
  private long[] most = new long[64];
  private final Map<Integer, Count> changed = new HashMap<>();

  /** Which paths have met, in a fork; each leads to another of its group, or to itself. */
  private final Map<Integer, Integer> met = new HashMap<>();

  Wires() {
    this(null);
  }

  private Wires(@Nullable Wires below) {
    this.below = below;
  }

  Wires fork() {
    return new Wires(this);
  }

  private long least(int wire) {
    if (below == null) {
      return wire < least.length ? least[wire] : 0;
    }
    @Nullable Count own = changed.get(wire);
    return own == null ? below.least(wire) : own.least();
  }

  private long most(int wire) {
    if (below == null) {
      return wire < most.length ? most[wire] : 0;
    }
    @Nullable Count own = changed.get(wire);
    return own == null ? below.most(wire) : own.most();
  }

  void set(int wire, long atLeast, long atMost) {
    if (below != null) {
      changed.put(wire, new Count(atLeast, atMost));
      return;
    }
    if (wire >= least.length) {
      int length = Math.max(wire + 1, 2 * least.length);
      least = Arrays.copyOf(least, length);
      most = Arrays.copyOf(most, length);
    }
    least[wire] = atLeast;
    most[wire] = atMost;
  }

  /** Something on these paths at once that takes so many levels; negative paths are left out. */
  void align(int levels, int[]... paths) {
    long atLeast = 0;
    long atMost = 0;
    for (int[] wires : paths) {
      for (int wire : wires) {
        if (wire >= 0) {
          atLeast = Math.max(atLeast, least(wire));
          atMost = Math.max(atMost, most(wire));
        }
      }
    }
    if (below != null) {
      meet(paths);
    }
    long low = atLeast + levels;
    long high = Math.addExact(atMost, levels);
    IntConsumer raise = wire -> set(wire, low, high);
    for (int[] wires : paths) {
      Arrays.stream(wires).filter(wire -> wire >= 0).forEach(raise);
    }
  }

  private void meet(int[]... paths) {
    int first = -1;
    for (int[] wires : paths) {
      for (int wire : wires) {
        if (wire >= 0) {
          first = first < 0 ? wire : meet(first, wire);
        }
      }
    }
  }

  private int meet(int one, int other) {
    int group = group(one);
    met.put(group(other), group);
    return group;
  }

  private int group(int wire) {
    int at = wire;
    for (int next = met.getOrDefault(at, at); next != at; next = met.getOrDefault(at, at)) {
      met.put(at, met.getOrDefault(next, next));
      at = next;
    }
    return at;
  }

  private void meetAsIn(Wires fork) {
    if (below != null) {
      fork.met.forEach(this::meet);
    }
  }

  /** Adopts the depths of one of several forks, whichever it will be. */
  void join(List<Wires> forks) {
    Set<Integer> touched = new TreeSet<>();
    forks.forEach(fork -> touched.addAll(fork.changed.keySet()));
    for (int wire : touched) {
      long low = forks.stream().mapToLong(fork -> fork.least(wire)).min().orElse(0);
      long high = forks.stream().mapToLong(fork -> fork.most(wire)).max().orElse(0);
      set(wire, low, high);
    }
    forks.forEach(this::meetAsIn);
  }

  boolean isTouched() {
    return !changed.isEmpty();
  }

  /**
   * By how much a fork is deeper on the paths that it touches, if it is the same on all those that
   * meet in it. If so, then to do the same again makes them deeper by as much again: what is done
   * takes maxima and adds to them, and paths that do not meet know nothing of each other.
   *
   * @return by the group; null: not the same, or not exactly known
   */
  @Nullable Map<Integer, Long> rise(Wires fork) {
    Map<Integer, Long> rises = new HashMap<>();
    for (Map.Entry<Integer, Count> each : fork.changed.entrySet()) {
      int wire = each.getKey();
      long low = each.getValue().least() - least(wire);
      long high = each.getValue().most() - most(wire);
      @Nullable Long before = rises.putIfAbsent(fork.group(wire), low);
      if (low != high || (before != null && before != low)) {
        return null;
      }
    }
    return rises;
  }

  /** Adopts a fork, and so many times its rise in addition. */
  void adopt(Wires fork, Map<Integer, Long> rise, long times) {
    fork.changed.forEach(
        (wire, depth) -> {
          long more = Math.multiplyExact(rise.getOrDefault(fork.group(wire), 0L), times);
          set(wire, Math.addExact(depth.least(), more), Math.addExact(depth.most(), more));
        });
    meetAsIn(fork);
  }

  /** That of the deepest path; only where nothing is below. */
  Count depth() {
    return new Count(Arrays.stream(least).max().orElse(0), Arrays.stream(most).max().orElse(0));
  }
}
