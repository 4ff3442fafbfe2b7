package net.boincwrapper.task;

import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.task.judge.Continuity;
import net.boincwrapper.task.watch.ContainerUnit;
import net.boincwrapper.task.watch.NamespaceKeeper;

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
    Path proc = task.gateways().proc();
    String run =
        (ofUser ? ofUser(proc, container) : Optional.<String>empty()).orElse(engine.instance());
    if (!run.isEmpty() && !run.equals(task.memo().memo().engineInstance())) {
      task.memo().change(memo -> memo.withEngineInstance(run));
    }
  }

  private static Optional<String> ofUser(Path proc, ContainerInfo container) {
    return container.pid() <= 0
        ? Optional.empty()
        : ContainerUnit.of(proc, container.pid(), container.id())
            .or(() -> NamespaceKeeper.of(proc, container.pid()));
  }

  /** Whether the run that was noted last still goes on. */
  static Continuity since(TaskContext task, EngineInfo engine) {
    String noted = task.memo().memo().engineInstance();
    return Continuity.between(noted, now(task.gateways().proc(), noted, engine));
  }

  private static String now(Path proc, String noted, EngineInfo engine) {
    if (ContainerUnit.isOne(noted)) {
      return ContainerUnit.now(proc, noted);
    }
    return NamespaceKeeper.isOne(noted) ? NamespaceKeeper.now(proc, noted) : engine.instance();
  }
}
