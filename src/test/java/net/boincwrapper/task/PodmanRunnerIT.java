package net.boincwrapper.task;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;

/** The runner in this JVM, with Podman behind it: CPU time, memory and the way out. */
@OnPodman
class PodmanRunnerIT {
  @Nested
  class Runner extends TaskRunnerIT {}
}
