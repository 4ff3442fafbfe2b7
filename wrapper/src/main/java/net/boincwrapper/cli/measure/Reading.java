package net.boincwrapper.cli.measure;

import java.util.Optional;

/**
 * What can be seen of a task from outside at one moment.
 *
 * @param diskBytes as in {@link RunSample}
 * @param slot what is in the slot
 * @param layer what the app has written in its container, outside slot and scratch; empty if that
 *     cannot be seen
 * @param scratch what is in the job's scratch directories; empty if it has none, or they cannot be
 *     seen
 * @param traffic what the containers have read and written so far; empty if the kernel does not
 *     tell
 */
public record Reading(
    long diskBytes,
    TreeSize slot,
    Optional<TreeSize> layer,
    Optional<TreeSize> scratch,
    Optional<DiskTraffic> traffic) {
  static final Reading NOTHING =
      new Reading(0, TreeSize.NOTHING, Optional.empty(), Optional.empty(), Optional.empty());

  /** The larger of each. */
  Reading most(Reading later) {
    return new Reading(
        Math.max(diskBytes, later.diskBytes),
        slot.most(later.slot),
        most(layer, later.layer),
        most(scratch, later.scratch),
        later.traffic.or(() -> traffic));
  }

  private static Optional<TreeSize> most(Optional<TreeSize> one, Optional<TreeSize> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().most(other.get()))
        : one.or(() -> other);
  }
}
