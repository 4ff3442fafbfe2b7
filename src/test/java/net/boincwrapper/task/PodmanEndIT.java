package net.boincwrapper.task;

import net.boincwrapper.harness.OnPodman;
import net.boincwrapper.task.judge.EndOfAppIT;
import org.junit.jupiter.api.Nested;

/** How an app ends on Podman, and what follows from it: the same stories as on Docker. */
@OnPodman
class PodmanEndIT {
  @Nested
  class EndOfApp extends EndOfAppIT {}

  @Nested
  class AuthorFault extends AuthorFaultIT {}
}
