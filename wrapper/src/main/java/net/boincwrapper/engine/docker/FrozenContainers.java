package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.procfs.ContainerGroups;
import net.boincwrapper.time.HostClock;

/** Those containers that are paused by signals, because their engine cannot pause them. */
final class FrozenContainers {
  private final Map<String, ProcessFreeze> freezes = new ConcurrentHashMap<>();
  private final Path proc;
  private final HostClock clock;

  /**
   * @param proc where procfs is mounted
   */
  FrozenContainers(Path proc, HostClock clock) {
    this.proc = proc;
    this.clock = clock;
  }

  /**
   * Whether it is paused by signals now, be it by an earlier life of the wrapper; to its engine, it
   * runs.
   *
   * @param container one that runs
   */
  boolean isFrozen(ContainerInfo container) {
    return cannotPause(container) && ProcessFreeze.isFrozen(proc, container);
  }

  /** By which it is paused; empty where its engine does that. */
  Optional<ProcessFreeze> of(String id) {
    return Optional.ofNullable(freezes.get(id));
  }

  /**
   * Takes over a container that its engine has refused to pause.
   *
   * @param container one that runs
   * @return false if it has a control group by which its engine could
   */
  boolean takes(ContainerInfo container) {
    Optional<ProcessFreeze> freeze =
        cannotPause(container) ? ProcessFreeze.of(proc, container, clock) : Optional.empty();
    freeze.ifPresent(taken -> freezes.put(container.id(), taken));
    return freeze.isPresent();
  }

  /** They stay as they are. */
  void leaveAll() {
    freezes.values().forEach(ProcessFreeze::leave);
  }

  private boolean cannotPause(ContainerInfo container) {
    try {
      return !ContainerGroups.of(proc, container.pid(), container.id()).canPause();
    } catch (IOException e) {
      return false;
    }
  }
}
