package net.boincwrapper.cli.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.engine.docker.Engines.Located;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.PolicySource;

/** Finds the engine that the tasks of this host have. */
public final class TasksEngine {
  private TasksEngine() {}

  /**
   * Finds it. What the owner's policy says goes before what the client has found, as for tasks.
   *
   * @param environment of this process
   * @param client empty: an author's engine is meant
   * @param answer how long it may take for each answer
   * @throws EngineException where there is none
   */
  public static Located locate(
      Map<String, String> environment,
      Optional<ClientDirectory> client,
      HostPolicy policy,
      Duration answer)
      throws EngineException {
    Map<String, String> variables = new HashMap<>(environment);
    Optional<String> socket = policy.socket().value();
    socket.ifPresent(path -> variables.put("DOCKER_HOST", "unix://" + path));
    Optional<Engine.Kind> preferred =
        policy.engine().value().or(() -> client.flatMap(ClientDirectory::found));
    Located found =
        client.isPresent()
            ? Engines.locate(variables, preferred, client.get().podman(), answer)
            : Engines.locate(variables, preferred, answer);
    return socket.isEmpty()
        ? found
        : new Located(
            found.engine(),
            found.socket(),
            Optional.of(PolicySource.HOST.toString()),
            found.started());
  }
}
