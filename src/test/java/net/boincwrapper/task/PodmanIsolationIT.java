package net.boincwrapper.task;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What an app on Podman can see and do: the same as on Docker. */
@OnPodman
@Tag("heavy")
class PodmanIsolationIT {
  @Nested
  class Isolation extends IsolationIT {}

  @Nested
  class LeftFiles extends LeftFilesIT {}

  @Nested
  class ProjectDirectory extends ProjectDirectoryIT {}
}
