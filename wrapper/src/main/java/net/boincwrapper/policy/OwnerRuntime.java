package net.boincwrapper.policy;

import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineVersion;

/** The OCI runtime that the host's owner wants containers to run with. */
public final class OwnerRuntime {
  private static final String SHIM = "io.containerd.";

  private OwnerRuntime() {}

  /**
   * Why the engine does not run containers with it; empty if it does, or the owner wants none.
   *
   * <p>Podman's service leaves the wish for a runtime aside and says nothing (4.3.1, tried; {@code
   * pkg/api/handlers/compat/containers_create.go:cliOpts}), so its own has to be that one.
   */
  public static Optional<String> lack(HostPolicy policy, EngineInfo engine) {
    return policy
        .confinement()
        .runtime()
        .value()
        .filter(name -> !runs(name, engine))
        .map(
            name ->
                "the host's owner wants containers to run with "
                    + name
                    + " ("
                    + policy.confinement().runtime().origin()
                    + "), and "
                    + cure(name, engine));
  }

  private static boolean runs(String name, EngineInfo engine) {
    return engine.kind() == Kind.PODMAN
        ? name.equals(own(engine))
        : engine.runtimes().contains(name) || (name.startsWith(SHIM) && startsShims(engine));
  }

  /** From 23 on Docker starts a containerd shim by its full name, whether it is listed or not. */
  private static boolean startsShims(EngineInfo docker) {
    return EngineVersion.of(docker.version()).isAtLeast(23, 0);
  }

  private static String cure(String name, EngineInfo engine) {
    return engine.kind() == Kind.PODMAN
        ? "Podman's service has one runtime for all, which is %s here; set runtime = \"%s\" in [engine] of containers.conf, and restart the service"
            .formatted(own(engine), name)
        : "Docker knows %s only; name it under \"runtimes\" in /etc/docker/daemon.json, and restart Docker"
            .formatted(String.join(", ", engine.runtimes()));
  }

  /** Podman tells a name or a path. */
  private static String own(EngineInfo engine) {
    Path file = Path.of(engine.abilities().runtime()).getFileName();
    return file == null ? "" : file.toString();
  }
}
