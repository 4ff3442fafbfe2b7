package net.boincwrapper.inmate;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;

/** What an inmate on Podman gets. */
@OnPodman
class PodmanInmateIT {
  @Nested
  class Tries extends InmateIT {}
}
