package net.boincwrapper.engine.docker;

import java.io.IOException;
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

  DockerNetworks(DockerConnection connection, DockerErrors errors) {
    this.connection = connection;
    this.errors = errors;
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
    if (exists(name)) {
      return null;
    }
    Map<String, String> options =
        new HashMap<>(connection.isPodman() ? PODMAN_OPTIONS : DOCKER_OPTIONS);
    if (!connection.isPodman() && name.equals(ContainerPlan.BRIDGE)) {
      // So that rules for it can be written down once. Another engine of this host may have it.
      options.put(INTERFACE_OPTION, ContainerPlan.BRIDGE_INTERFACE);
      try {
        create(name, options);
        return null;
      } catch (RuntimeException e) {
        if (DockerErrors.status(e) == 0 || exists(name)) {
          if (DockerErrors.status(e) == 0) {
            throw e;
          }
          return null;
        }
        options.remove(INTERFACE_OPTION);
      }
    }
    try {
      create(name, options);
    } catch (RuntimeException e) {
      // Another task may have been faster.
      if (DockerErrors.status(e) == 0 || !exists(name)) {
        throw e;
      }
    }
    return null;
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
