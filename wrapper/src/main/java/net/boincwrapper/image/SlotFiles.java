package net.boincwrapper.image;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client puts into the slot of a task, by names relative to the slot, with slashes.
 *
 * @param all files of the app version and of the workunit
 * @param inputs those of the workunit: each workunit has others
 */
public record SlotFiles(Set<String> all, Set<String> inputs) {
  public SlotFiles {
    all = Set.copyOf(all);
    inputs = Set.copyOf(inputs);
  }

  boolean has(String name) {
    return all.contains(name);
  }

  /** Whether there is a directory of this name. */
  boolean hasDirectory(String name) {
    return all.stream().anyMatch(file -> file.startsWith(name + "/"));
  }

  /** Sorted, so that messages do not change from run to run. */
  Collection<String> sorted() {
    return new TreeSet<>(all);
  }
}
