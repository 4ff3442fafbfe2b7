package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.EngineException;

/** The bridge that jobs with a network share. */
final class DockerNetworks {
  /** Marks the networks that this program made. */
  static final String LABEL = "net.boincwrapper.network";

  private static final String NONE = "none";

  /** Containers reach the world through the bridge, but not each other. */
  private static final Map<String, String> DOCKER_OPTIONS =
      Map.of("com.docker.network.bridge.enable_icc", "false");

  private static final String INTERFACE_OPTION = "com.docker.network.bridge.name";

  private static final Map<String, String> PODMAN_OPTIONS = Map.of("isolate", "true");

  private final DockerConnection connection;
  private final DockerErrors errors;
  private final Path devices;

  /**
   * @param proc where procfs is mounted
   */
  DockerNetworks(DockerConnection connection, DockerErrors errors, Path proc) {
    this.connection = connection;
    this.errors = errors;
    this.devices = proc.resolve("sys/net/ipv4/conf");
  }

  /** Makes the network unless it is there, or none is wanted. */
  void ensure(String name) throws EngineException {
    if (!name.equals(NONE)) {
      errors.attempt("making network " + name, () -> make(name));
    }
  }

  /**
   * Makes our network again for a container that was created in it, if somebody has removed it
   * meanwhile: a network without a running container is one that {@code docker network prune} takes
   * along.
   *
   * @return whether it was missing
   */
  boolean restore(String container) throws EngineException {
    return errors.attempt(
        "looking for the network of container " + container,
        () -> {
          boolean ours =
              connection
                  .find(DockerPaths.container(container, "/json").toString())
                  .map(it -> it.path("HostConfig").path("NetworkMode").asText())
                  .filter(ContainerPlan.BRIDGE::equals)
                  .isPresent();
          if (!ours || exists(ContainerPlan.BRIDGE)) {
            return false;
          }
          make(ContainerPlan.BRIDGE);
          return true;
        });
  }

  private Void make(String name) throws IOException {
    if (!exists(name) && !madeWithOurInterface(name)) {
      make(name, options());
    }
    return null;
  }

  private Map<String, String> options() throws IOException {
    return connection.isPodman() ? PODMAN_OPTIONS : DOCKER_OPTIONS;
  }

  /**
   * Whether it is there now, with the interface for which rules can be written down once. A second
   * daemon of this host would take an interface that is there for its own, and the address away
   * from the network of the first, whose containers then reach nothing (moby, {@code
   * libnetwork/drivers/bridge/setup_ipv4.go:setupBridgeIPv4}; seen with 20.10): its network gets an
   * interface of any name, for which the rules do not hold.
   */
  private boolean madeWithOurInterface(String name) throws IOException {
    if (connection.isPodman()
        || !name.equals(ContainerPlan.BRIDGE)
        || Files.exists(devices.resolve(ContainerPlan.BRIDGE_INTERFACE))) {
      return false;
    }
    Map<String, String> named = new HashMap<>(options());
    named.put(INTERFACE_OPTION, ContainerPlan.BRIDGE_INTERFACE);
    try {
      create(name, named);
      return true;
    } catch (RuntimeException e) {
      if (DockerErrors.status(e) == 0) {
        throw e;
      }
      return exists(name);
    }
  }

  private void make(String name, Map<String, String> options) throws IOException {
    try {
      create(name, options);
    } catch (RuntimeException e) {
      // Another task may have been faster.
      if (DockerErrors.status(e) == 0 || !exists(name)) {
        throw e;
      }
    }
  }

  /** Empty for Podman, whose answer does not tell. */
  Optional<String> bridgeInterface(String name) throws EngineException {
    return errors.attempt(
        "looking at network " + name,
        () ->
            connection
                .find(DockerPaths.network(name).toString())
                .map(network -> network.path("Options").path(INTERFACE_OPTION).asText(""))
                .filter(text -> !text.isEmpty()));
  }

  private void create(String name, Map<String, String> options) {
    connection
        .client()
        .createNetworkCmd()
        .withName(name)
        .withDriver("bridge")
        .withCheckDuplicate(true)
        .withOptions(options)
        .withLabels(Map.of(LABEL, name))
        .exec();
  }

  private boolean exists(String name) throws IOException {
    return connection.find(DockerPaths.network(name).toString()).isPresent();
  }
}
