package net.boincwrapper.engine.docker;

import java.util.Map;
import java.util.Optional;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;

/** What an engine says of a container of which only the processes matter. */
final class RunningContainer {
  private RunningContainer() {}

  static ContainerInfo of(String id, long pid) {
    return new ContainerInfo(
        id,
        "task",
        ContainerStatus.RUNNING,
        "",
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        pid,
        "",
        Map.of());
  }
}
