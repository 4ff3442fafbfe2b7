package net.boincwrapper.cli.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.engine.podman.ForeignOwners;
import net.boincwrapper.engine.podman.GroupsCure;

/**
 * The engine of this host, by the facts that a task goes by.
 *
 * @param client whose tasks were asked for; empty: an author's runs
 * @param variable that names its socket; empty where none does
 * @param started whether it is a service of Podman's that this program starts
 */
public record EngineReport(
    Optional<ClientDirectory> client,
    Path socket,
    Optional<String> variable,
    boolean started,
    EngineInfo info,
    List<Ability> abilities) {
  /** Name of the ability to run any at all. */
  public static final String TASKS = "tasks";

  /** Enough for a Podman that repairs its storage first; whoever is silent for longer hangs. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private static final Path ROOT = Path.of("/");

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
      return of(located, engine.info(), Optional.empty());
    }
  }

  /**
   * Finds the engine that a client's tasks would have, and asks it; as they do, if this process has
   * the client's user and is in its unit.
   *
   * @param environment of this process
   * @throws EngineException where there is none
   */
  public static EngineReport ofTasks(Map<String, String> environment, ClientDirectory client)
      throws EngineException {
    Engines.Located located = Engines.locate(environment, client.found(), client.podman(), ANSWER);
    try (Engine engine = located.engine()) {
      return of(located, engine.info(), Optional.of(client));
    }
  }

  /**
   * The same of an engine that was found.
   *
   * @param info what it has said
   * @param client whose tasks were asked for; empty: an author's runs
   */
  public static EngineReport of(
      Engines.Located located, EngineInfo info, Optional<ClientDirectory> client) {
    Optional<String> lackOfIds =
        info.rootless() ? ForeignOwners.lack(located.socket()) : Optional.empty();
    Optional<String> cureOfLimits = GroupsCure.on(located.socket()).flatMap(cure -> cure.of(info));
    return new EngineReport(
        client,
        located.socket(),
        located.variable(),
        located.started(),
        info,
        new EngineSurvey(info, ROOT, lackOfIds, cureOfLimits).abilities());
  }

  /** Such as {@code Podman 5.4.2, rootless}. */
  public String name() {
    return name(info.kind()) + " " + info.version() + (info.rootless() ? ", rootless" : "");
  }

  /** Such as {@code Docker}. */
  public static String name(Kind kind) {
    String word = kind.name();
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }

  /** By which rule its socket was found. */
  public String rule() {
    if (variable.isPresent()) {
      return "which " + variable.get() + " names";
    }
    return started
        ? "a service of Podman's that was started, because no other answers"
        : "the first of the usual ones that answers";
  }

  /** How to ask where the client's tasks are; empty: no more is to be known there. */
  public Optional<String> hint() {
    return ClientUnit.hint(ROOT, client);
  }

  /** Whether tasks may run on it. */
  public boolean isUsable() {
    return info.objection().isEmpty();
  }
}
