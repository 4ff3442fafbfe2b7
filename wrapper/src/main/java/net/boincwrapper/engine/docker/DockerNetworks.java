package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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
    try {
      connection
          .client()
          .createNetworkCmd()
          .withName(name)
          .withDriver("bridge")
          .withCheckDuplicate(true)
          .withOptions(options)
          .withLabels(Map.of(LABEL, name))
          .exec();
    } catch (RuntimeException e) {
      // Another task may have been faster.
      if (DockerErrors.status(e) == 0 || !exists(name)) {
        throw e;
      }
    }
    return null;
  }

  private boolean exists(String name) throws IOException {
    return connection.find(DockerPaths.network(name).toString()).isPresent();
  }
}
