package net.boincwrapper.inmate;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;

/** What a Dockerfile on Podman gets. */
@OnPodman
class PodmanBuildInmateIT {
  @Nested
  class Tries extends BuildInmateIT {}
}
