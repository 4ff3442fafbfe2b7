package net.boincwrapper.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.boincwrapper.slot.Checkpoints;
import net.boincwrapper.slot.Manifest;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;

/**
 * The sealed checkpoints of a task whose files begin with the number of a step, looked at while
 * they come and go.
 */
public final class SealedSteps {
  private static final int TRIES = 5;

  private final SlotLayout slot;
  private final Checkpoints checkpoints;
  private final Set<Integer> damaged = ConcurrentHashMap.newKeySet();

  public SealedSteps(TaskHarness task) {
    this.slot = task.slot();
    this.checkpoints = new Checkpoints(slot, TreeMap::new, task.resultName());
  }

  /**
   * A sealed checkpoint.
   *
   * @param step what the first of its files begins with
   * @param files copies of the declared files
   */
  public record Sealed(int generation, long step, double cpuSeconds, List<Path> files) {}

  /** From now on it is none. */
  public void damage(Sealed victim) {
    damaged.add(victim.generation());
  }

  /** Those that are there, newest first, without generation 0. */
  public List<Sealed> all() {
    List<Sealed> found = new ArrayList<>();
    for (int generation : generations()) {
      if (generation > 0 && !damaged.contains(generation)) {
        // One that is gone meanwhile was pruned.
        checkpoints.manifest(generation).flatMap(this::read).ifPresent(found::add);
      }
    }
    return found;
  }

  private List<Integer> generations() {
    try {
      return checkpoints.generations();
    } catch (SlotException e) {
      throw new AssertionError(e);
    }
  }

  /** The newest; asked again where the one that was found has been pruned before it was read. */
  public Optional<Sealed> newest() {
    for (int tries = 0; tries < TRIES; tries++) {
      List<Sealed> all = all();
      if (!all.isEmpty()) {
        return Optional.of(all.get(0));
      }
    }
    return Optional.empty();
  }

  private Optional<Sealed> read(Manifest manifest) {
    Path directory = slot.checkpoint(manifest.generation());
    List<Path> files = new ArrayList<>();
    for (int number = 0; number < manifest.entries().size(); number++) {
      files.add(directory.resolve(String.valueOf(number)));
    }
    try {
      long step = Long.parseLong(Files.readString(files.get(0)).split("\\s")[0]);
      return Optional.of(
          new Sealed(manifest.generation(), step, manifest.cpuSeconds(), List.copyOf(files)));
    } catch (IOException e) {
      return Optional.empty();
    } catch (NumberFormatException e) {
      if (damaged.contains(manifest.generation())) { // since it was found
        return Optional.empty();
      }
      throw e;
    }
  }
}
