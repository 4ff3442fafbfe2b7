package net.boincwrapper.task;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The wrapper dies, or somebody touches its container on Podman: the same stories as on Docker. */
@OnPodman
@Tag("heavy")
class PodmanDeathIT {
  @Nested
  class WrapperDeath extends WrapperDeathIT {}

  @Nested
  class Strangers extends TaskStrangersIT {}

  @Nested
  class Signal extends TaskSignalIT {}
}
