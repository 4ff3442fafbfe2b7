package net.boincwrapper.cli.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.engine.podman.ForeignOwners;
import net.boincwrapper.engine.podman.GroupsCure;

/**
 * The engine of this host, by the same facts that a task goes by.
 *
 * @param variable that names its socket; empty where none does
 * @param started whether it is a service of Podman's that this program starts
 */
public record EngineReport(
    Path socket,
    Optional<String> variable,
    boolean started,
    EngineInfo info,
    List<Ability> abilities) {
  /** Enough for a Podman that repairs its storage first; whoever is silent for longer hangs. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  public EngineReport {
    abilities = List.copyOf(abilities);
  }

  /**
   * Finds the engine that an author's runs would have, and asks it. Where none answers and Podman
   * is installed, its service is started, which may take a minute.
   *
   * @param environment of this process
   * @throws EngineException where there is none
   */
  public static EngineReport ofThisHost(Map<String, String> environment) throws EngineException {
    Engines.Located located = Engines.locate(environment, ANSWER);
    try (Engine engine = located.engine()) {
      EngineInfo info = engine.info();
      Optional<String> lackOfIds =
          info.rootless() ? ForeignOwners.lack(located.socket()) : Optional.empty();
      Optional<String> cureOfLimits =
          GroupsCure.on(located.socket()).flatMap(cure -> cure.of(info));
      return new EngineReport(
          located.socket(),
          located.variable(),
          located.started(),
          info,
          new EngineSurvey(info, Path.of("/"), lackOfIds, cureOfLimits).abilities());
    }
  }

  /** Whether tasks may run on it. */
  public boolean isUsable() {
    return info.objection().isEmpty();
  }
}
