package net.boincwrapper.policy;

import java.util.List;
import java.util.Optional;

/**
 * What containers are kept from, and what they may have beyond what every container has.
 *
 * @param cpuset CPUs as the kernel lists them, such as {@code 0-3,8}; empty: all
 * @param numaNodes memory nodes, likewise
 * @param gpus whether a job may have the GPU that the client assigns
 * @param capabilities those that a job may ask for, without {@code CAP_}
 * @param devices those that a job may ask for, below {@code /dev}
 * @param seccomp absolute path of a profile on the host; empty: the engine's own
 * @param runtime name of the OCI runtime, such as {@code runsc}; empty: the engine's own
 */
public record Confinement(
    Rule<Optional<String>> cpuset,
    Rule<Optional<String>> numaNodes,
    Rule<Boolean> gpus,
    Rule<List<String>> capabilities,
    Rule<List<String>> devices,
    Rule<Optional<String>> seccomp,
    Rule<Optional<String>> runtime) {
  static final Confinement DEFAULT =
      new Confinement(
          Rule.byDefault(Optional.empty()),
          Rule.byDefault(Optional.empty()),
          Rule.byDefault(true),
          Rule.byDefault(List.of()),
          Rule.byDefault(List.of()),
          Rule.byDefault(Optional.empty()),
          Rule.byDefault(Optional.empty()));
}
