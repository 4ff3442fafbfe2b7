package net.boincwrapper.policy;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The most that one container may use. What a job does not say is clamped to them; what it says
 * above them is refused.
 *
 * @param memory bytes, swap included; empty: no ceiling
 * @param cpus 0.01 or more; empty: no ceiling
 * @param pids processes and threads, 1 or more; empty: no ceiling
 * @param layer bytes of the container's own layer on disk; empty: no ceiling
 */
public record Ceilings(
    Rule<OptionalLong> memory,
    Rule<Optional<Double>> cpus,
    Rule<OptionalInt> pids,
    Rule<OptionalLong> layer) {
  static final Ceilings NONE =
      new Ceilings(
          Rule.byDefault(OptionalLong.empty()),
          Rule.byDefault(Optional.empty()),
          Rule.byDefault(OptionalInt.empty()),
          Rule.byDefault(OptionalLong.empty()));
}
