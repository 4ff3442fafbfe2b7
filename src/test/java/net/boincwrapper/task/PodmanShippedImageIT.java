package net.boincwrapper.task;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;

/** Tasks on Podman whose image comes as a file: the same stories as on Docker. */
@OnPodman
class PodmanShippedImageIT {
  @Nested
  class Tasks extends ShippedImageIT {}
}
