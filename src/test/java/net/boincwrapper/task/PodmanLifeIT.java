package net.boincwrapper.task;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;

/** A task runs, is suspended, quits and is aborted on Podman: the same stories as on Docker. */
@OnPodman
class PodmanLifeIT {
  @Nested
  class Lifecycle extends TaskLifecycleIT {}

  @Nested
  class Quit extends TaskQuitIT {}

  @Nested
  class Suspend extends TaskSuspendIT {}

  @Nested
  class Abort extends TaskAbortIT {}
}
