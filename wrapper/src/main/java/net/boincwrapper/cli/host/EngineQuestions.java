package net.boincwrapper.cli.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.cli.engine.EngineReport;
import net.boincwrapper.cli.engine.PolicyEngine;
import net.boincwrapper.cli.volunteer.RunUser;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.Inventory.Premises;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.engine.docker.Engines.Located;
import net.boincwrapper.image.HostImages;
import net.boincwrapper.image.HostImages.HostImage;
import net.boincwrapper.policy.HostPolicy;
import net.boincwrapper.policy.LanRules;
import net.boincwrapper.policy.PolicyFile;
import net.boincwrapper.policy.PolicySource;
import net.boincwrapper.slot.HostLayout;
import net.boincwrapper.time.HostClock;

/**
 * An engine that was found, and what is asked of it. Each question may hang.
 *
 * @param user {@code uid:gid} of the containers of tasks
 */
record EngineQuestions(Engine engine, Inventory inventory, EngineReport report, String user) {
  /** A working engine needs a tenth of it; the others are told as silent. */
  private static final Duration ANSWER = Duration.ofSeconds(4);

  /**
   * Finds the engine, starts Podman's service where tasks would, and asks who it is.
   *
   * @param environment of this process
   * @param client empty: an author's engine is meant
   * @throws EngineException where there is none
   */
  static EngineQuestions begin(
      Map<String, String> environment, Optional<ClientDirectory> client, RunUser user)
      throws EngineException {
    HostPolicy policy =
        PolicySource.ofHost().read().policy().map(PolicyFile::general).orElse(HostPolicy.DEFAULT);
    Located located = PolicyEngine.of(policy, environment).locate(client, ANSWER);
    return new EngineQuestions(
        located.engine(),
        Engines.inventory(located.socket(), ANSWER),
        EngineReport.of(located, located.engine().info(), client),
        user.uid() + ":" + user.gid());
  }

  /** See {@link Hello#run}. */
  Optional<Duration> hello() throws EngineException {
    return new Hello(engine, inventory, report.info(), HostClock.system()).run(user);
  }

  Premises premises() throws EngineException {
    return inventory.premises();
  }

  /** What it keeps for tasks, measured. */
  UsePart.Kept kept() throws EngineException {
    return UsePart.Kept.of(
        inventory.containers(true), inventory.images(), brought(), inventory.networks());
  }

  /** The images of which a record proves that tasks have brought them here, as clean knows them. */
  private Set<String> brought() throws EngineException {
    Optional<Path> data = report.client().map(ClientDirectory::path);
    return data.isEmpty()
        ? Set.of()
        : new HostImages(
                engine, ImageStore.of(report.info()), new HostLayout(data.get()).directory())
            .list().stream().map(HostImage::id).collect(Collectors.toSet());
  }

  /**
   * Whether the rules for containers' networks are for the one that this engine has for tasks, or
   * will make: Podman gives its bridges other names, and a rootless engine's are not the host's.
   */
  boolean obeysLanRules() throws EngineException {
    EngineInfo info = report.info();
    if (info.kind() != Engine.Kind.DOCKER || info.rootless()) {
      return false;
    }
    boolean made =
        inventory.networks().stream().anyMatch(it -> it.name().equals(ContainerPlan.BRIDGE));
    return !made || LanRules.objection(engine.bridgeInterface(ContainerPlan.BRIDGE)).isEmpty();
  }

  /** The disk of images and containers; empty where the engine does not say where that is. */
  Optional<Space> disk() throws EngineException, IOException {
    Optional<String> directory = inventory.premises().directory();
    return directory.isEmpty()
        ? Optional.empty()
        : Optional.of(Space.of(Path.of(directory.get()), "images"));
  }
}
