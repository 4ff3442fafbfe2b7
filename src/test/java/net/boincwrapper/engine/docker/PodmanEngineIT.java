package net.boincwrapper.engine.docker;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;

/** The verbs on containers and images against Podman. */
@OnPodman
class PodmanEngineIT {
  @Nested
  class Verbs extends DockerEngineIT {}

  @Nested
  class Isolation extends DockerIsolationIT {}

  @Nested
  class Images extends DockerImagesIT {}
}
