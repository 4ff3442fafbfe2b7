package net.boincwrapper.cli.engine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.policy.HostPolicy;

/**
 * Where commands find the engine: as a task does, by what the host's policy says of it before
 * anything else.
 */
public final class PolicyEngine {
  private final HostPolicy policy;
  private final Map<String, String> environment;

  private PolicyEngine(HostPolicy policy, Map<String, String> environment) {
    this.policy = policy;
    this.environment = environment;
  }

  /**
   * The engine within a policy.
   *
   * @param environment of this process
   */
  public static PolicyEngine of(HostPolicy policy, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    policy
        .socket()
        .value()
        .ifPresent(
            path -> {
              variables.remove("CONTAINER_HOST");
              variables.put("DOCKER_HOST", "unix://" + path);
            });
    return new PolicyEngine(policy, Map.copyOf(variables));
  }

  /** Whether the policy says anything of it. */
  public boolean isChosen() {
    return policy.socket().value().isPresent() || policy.engine().value().isPresent();
  }

  /** An author's engine; started if need be. */
  public Engine connect() throws EngineException {
    return Engines.connect(environment, policy.engine().value());
  }

  /** The socket of that engine. */
  public Path socket() throws EngineException {
    return Engines.socket(environment, policy.engine().value());
  }
}
