package net.boincwrapper.plan;

import java.util.OptionalLong;
import java.util.Set;

/** How much disk a container's own layer may take, where the engine itself can enforce that. */
final class LayerLimit {
  /**
   * Storage drivers that take a size for each container. With overlay2 that depends on the file
   * system below, which the engine does not say in a word that can be relied on: there the task
   * measures alone.
   */
  private static final Set<String> WITH_QUOTA = Set.of("btrfs", "zfs");

  private LayerLimit() {}

  /** Bytes; empty: the engine is not asked to. */
  static OptionalLong byEngine(PlanInput input) {
    return WITH_QUOTA.contains(input.engine().abilities().storage())
        ? input.policy().ceilings().layer().value()
        : OptionalLong.empty();
  }
}
