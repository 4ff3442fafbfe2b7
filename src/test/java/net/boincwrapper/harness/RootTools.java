package net.boincwrapper.harness;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What tests need that change the host as only root can. */
public final class RootTools {
  private RootTools() {}

  /**
   * Where one of them cannot be had, the test is skipped with the reason, and fails under CI.
   *
   * @param programs by name; {@code bin/setup --tests} installs them
   */
  public static void need(String what, String... programs) {
    Optional<String> obstacle = obstacle(programs);
    if (obstacle.isEmpty()) {
      return;
    }
    String reason = what + ": " + obstacle.get();
    if (System.getenv("CI") != null) {
      throw new AssertionError(reason);
    }
    System.out.println("skipped: " + reason);
    Assumptions.abort(reason);
  }

  private static Optional<String> obstacle(String... programs) {
    if (!Shell.run("id", "-u").output().strip().equals("0")) {
      return Optional.of("it takes root");
    }
    for (String program : programs) {
      if (Shell.run("sh", "-c", "command -v " + program).status() != 0) {
        return Optional.of("there is no program " + program);
      }
    }
    return Optional.empty();
  }
}
