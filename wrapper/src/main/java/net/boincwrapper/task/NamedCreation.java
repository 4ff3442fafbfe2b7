package net.boincwrapper.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.plan.ContainerNames;

/**
 * Creates a container under the name that the client knows or, if somebody else's container has
 * that name, under a second one. Engines report a taken name differently (Docker 409, Podman 500),
 * so after a refusal we look who has it.
 *
 * <p>Podman answers with 500, too, where it does not find its init process on the host (tried with
 * 4.3.1; {@code pkg/specgen/generate/storage.go:addContainerInitBinary}), and where its storage is
 * busy for a moment. So if nobody has the name, we try once more, and then without one.
 */
final class NamedCreation {
  private static final String NO_INIT =
      "Podman makes no container with an init process here, as where catatonit is missing (as root,"
          + " on Debian: apt-get install catatonit): the app is the first process of its container,"
          + " and processes that it leaves behind stay as zombies until its end";

  private final ContainerPlan plan;
  private final OwnContainers own;
  private final boolean first;
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param first whether it is the task's first: what is so at each is said only there
   */
  NamedCreation(ContainerPlan plan, OwnContainers own, boolean first) {
    this.plan = plan;
    this.own = own;
    this.first = first;
  }

  /** Creates it and returns its id. Can be repeated. */
  String on(Engine engine) throws EngineException {
    remarks.clear();
    try {
      return create(engine, plan);
    } catch (TakenException e) {
      ContainerPlan second = plan.withName(ContainerNames.second(plan));
      remarks.add(
          "the name " + plan.name() + " is taken by " + e.holder() + ": using " + second.name());
      return createSecond(engine, second);
    }
  }

  /** Lines for people; call it when the creation is over. */
  List<String> remarks() {
    return remarks;
  }

  private String createSecond(Engine engine, ContainerPlan second) throws EngineException {
    try {
      return create(engine, second);
    } catch (TakenException e) {
      throw e.refusal();
    }
  }

  private String create(Engine engine, ContainerPlan named) throws EngineException, TakenException {
    try {
      return engine.create(named);
    } catch (EngineException refusal) {
      if (refusal.kind() != EngineException.Kind.RETRYABLE) {
        throw refusal;
      }
      return createInPlaceOf(engine, named, refusal);
    }
  }

  private String createInPlaceOf(Engine engine, ContainerPlan named, EngineException refusal)
      throws EngineException, TakenException {
    Optional<ContainerInfo> holder =
        engine.inspect(named.name()).filter(there -> there.name().equals(named.name()));
    if (holder.isEmpty()) {
      return createAgain(engine, named, refusal);
    }
    if (!own.isLeftover(holder.get())) {
      throw new TakenException(holder.get(), refusal);
    }
    engine.remove(holder.get().id());
    return engine.create(named);
  }

  private String createAgain(Engine engine, ContainerPlan named, EngineException refusal)
      throws EngineException {
    if (named.engine() != Engine.Kind.PODMAN) {
      throw refusal;
    }
    try {
      return engine.create(named);
    } catch (EngineException second) {
      if (second.kind() != EngineException.Kind.RETRYABLE) {
        throw second;
      }
      return createWithoutInit(engine, named, refusal);
    }
  }

  private String createWithoutInit(Engine engine, ContainerPlan named, EngineException refusal)
      throws EngineException {
    try {
      String id = engine.create(named.withoutInit());
      if (first) {
        remarks.add(NO_INIT);
      }
      return id;
    } catch (EngineException e) {
      throw refusal;
    }
  }

  /** Somebody else's container has the name. */
  private static final class TakenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ContainerInfo container;
    private final EngineException refusal;

    TakenException(ContainerInfo container, EngineException refusal) {
      super(refusal);
      this.container = container;
      this.refusal = refusal;
    }

    EngineException refusal() {
      return refusal;
    }

    String holder() {
      String result = container.labels().get(ContainerPlan.LABEL_RESULT);
      return "another container" + (result == null ? "" : ", of the result " + result);
    }
  }
}
