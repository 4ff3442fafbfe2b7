package net.boincwrapper.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the owner of the host has decided for a container, beyond what every container has.
 *
 * @param cpuset CPUs that it may use, such as {@code 0-3,8}; empty: all
 * @param numaNodes memory nodes that it may use, likewise
 * @param capabilities by name, without {@code CAP_}
 * @param devices device files that the job has asked for by name
 * @param seccomp profile of allowed system calls; empty: the engine's own
 * @param runtime name of the OCI runtime; empty: the engine's own
 * @param layerBytes most bytes of its own layer, where the engine can enforce that; empty: no limit
 */
public record OwnerGrants(
    Optional<String> cpuset,
    Optional<String> numaNodes,
    List<String> capabilities,
    Devices devices,
    Optional<Seccomp> seccomp,
    Optional<String> runtime,
    OptionalLong layerBytes) {
  /** No owner has decided anything. */
  public static final OwnerGrants NONE =
      new OwnerGrants(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Devices.NONE,
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty());

  public OwnerGrants {
    capabilities = List.copyOf(capabilities);
  }

  public boolean isNone() {
    return cpuset.isEmpty()
        && numaNodes.isEmpty()
        && capabilities.isEmpty()
        && devices.isEmpty()
        && seccomp.isEmpty()
        && runtime.isEmpty()
        && layerBytes.isEmpty();
  }

  /**
   * A profile of system calls. Docker's API takes its text, Podman's the path of the file ({@code
   * pkg/specgenutil/specgen.go:FillOutSpecGen}).
   */
  public record Seccomp(String path, String text) {}
}
