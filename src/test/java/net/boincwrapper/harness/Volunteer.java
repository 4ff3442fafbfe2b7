package net.boincwrapper.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Who runs the client, and with it the wrapper. */
public enum Volunteer {
  /** Root, in most places where these tests run. */
  THE_TESTER,
  /** A user who is nobody but for being in group docker. */
  UNPRIVILEGED;

  /** A task of this volunteer; the running test is skipped where there is no such user. */
  public TaskHarness task(Path directory) throws IOException {
    boolean another = this == UNPRIVILEGED && !EngineUnderTest.isRootless();
    return TaskHarness.in(
        directory, another ? Optional.of(EngineCondition.unprivilegedUser()) : Optional.empty());
  }
}
