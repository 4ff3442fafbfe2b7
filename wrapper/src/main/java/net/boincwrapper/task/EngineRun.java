package net.boincwrapper.task;

import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.task.judge.Continuity;
import net.boincwrapper.task.watch.Lifeline;

/**
 * What our container has to be under until its end, for that to be the app's own: one run of the
 * engine's daemon. A user's Podman has none, but its containers end with the unit of systemd's that
 * they are in, or else with all that the user runs.
 */
final class EngineRun {
  private EngineRun() {}

  /**
   * The container is alive, so what went on before does not matter.
   *
   * @param container with its process
   */
  static void note(TaskContext task, ContainerInfo container) {
    EngineInfo engine = task.facts().engine();
    boolean ofUser = engine.kind() == Engine.Kind.PODMAN && engine.rootless();
    Optional<String> lifeline =
        ofUser && container.pid() > 0
            ? Lifeline.of(task.gateways().proc(), container.pid(), container.id())
                .map(Lifeline::text)
            : Optional.empty();
    String run = lifeline.orElse(engine.instance());
    if (!run.isEmpty() && !run.equals(task.memo().memo().engineInstance())) {
      task.memo().change(memo -> memo.withEngineInstance(run));
    }
  }

  /** Whether the run that was noted last still goes on. */
  static Continuity since(TaskContext task, EngineInfo engine) {
    String noted = task.memo().memo().engineInstance();
    return Lifeline.parse(task.gateways().proc(), noted)
        .map(lifeline -> lifeline.holds() ? Continuity.SAME : Continuity.CHANGED)
        .orElseGet(() -> Continuity.between(noted, engine.instance()));
  }
}
