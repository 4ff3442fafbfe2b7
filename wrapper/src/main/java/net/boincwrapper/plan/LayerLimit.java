package net.boincwrapper.plan;

import java.util.OptionalLong;
import net.boincwrapper.engine.EngineAbilities;

/**
 * How much disk a container's own layer may take, where the engine itself may be able to enforce
 * that. Whether it is depends on what it does not say, as the quotas of a mount; so it is asked,
 * and asked without a size where it refuses.
 *
 * <p>It gets an eighth more than the owner allows: it counts blocks and directories, and the task,
 * which counts the files' bytes, can then say itself what has happened before writing fails.
 */
final class LayerLimit {
  private LayerLimit() {}

  /** Bytes; empty: the engine is not asked to. */
  static OptionalLong byEngine(PlanInput input) {
    OptionalLong ceiling = input.policy().ceilings().layer().value();
    if (ceiling.isEmpty() || input.engine().rootless()) {
      return OptionalLong.empty(); // Quotas are root's to set.
    }
    long withMargin = ceiling.getAsLong() + ceiling.getAsLong() / 8;
    EngineAbilities abilities = input.engine().abilities();
    return switch (abilities.storage().driver()) {
      case "overlay2", "overlay" ->
          abilities.storage().backing().equals("xfs")
              ? OptionalLong.of(withMargin)
              : OptionalLong.empty();
      case "zfs" -> OptionalLong.of(withMargin);
      case "btrfs" -> OptionalLong.of(withMargin + onBtrfs(input.image().bytes()));
      default -> OptionalLong.empty();
    };
  }

  /**
   * What a layer refers to of its image, which counts there too (moby, {@code
   * daemon/graphdriver/btrfs/btrfs.go:subvolLimitQgroup}): with 20.10 no container was made with a
   * limit below that. It is more than the engine says of the image (by 6 % with Debian's), as each
   * file takes whole blocks.
   */
  private static long onBtrfs(long image) {
    return image + image / 2;
  }
}
