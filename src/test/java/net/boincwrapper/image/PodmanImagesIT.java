package net.boincwrapper.image;

import net.boincwrapper.harness.OnPodman;
import org.junit.jupiter.api.Nested;

/** Images that come as files and go again on Podman: the same stories as on Docker. */
@OnPodman
class PodmanImagesIT {
  @Nested
  class Archives extends ImageArchiveIT {}

  @Nested
  class OfAHost extends ImagesOfAHostIT {}
}
