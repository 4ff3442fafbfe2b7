package net.boincwrapper.task;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;

/** The wrapper dies, or somebody touches its container on Podman: the same stories as on Docker. */
@OnPodman
class PodmanDeathIT {
  @Nested
  class WrapperDeath extends WrapperDeathIT {}

  @Nested
  class Strangers extends TaskStrangersIT {}

  @Nested
  class Signal extends TaskSignalIT {}
}
