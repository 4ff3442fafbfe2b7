package net.boincwrapper.harness;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What this machine offers to the tests with a real engine. Looked at once; the only place where
 * such a test is skipped, and never where {@code CI} is set.
 */
public final class EngineCondition implements ExecutionCondition {
  /** The unprivileged user that {@code bin/setup --tests} creates. */
  public static final String TEST_USER = "boincwrap-test";

  private static final boolean CI = System.getenv("CI") != null;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (EngineUnderTest.isRootless()
        && context.getDisplayName().endsWith(Volunteer.UNPRIVILEGED.name())) {
      return ConditionEvaluationResult.disabled("as such a user all these tests run");
    }
    Optional<String> lack = Engine.LACK;
    if (lack.isEmpty() || CI) {
      return ConditionEvaluationResult.enabled(lack.orElse("an engine answers"));
    }
    print(context.getDisplayName(), lack.get());
    return ConditionEvaluationResult.disabled(lack.get());
  }

  /**
   * For tests that play the volunteer's unprivileged user.
   *
   * @return the name of that user; where it cannot be had, the running test is skipped
   */
  public static String unprivilegedUser() {
    User.LACK.ifPresent(
        lack -> {
          if (CI) {
            throw new AssertionError(lack);
          }
          print("tests as " + TEST_USER, lack);
          Assumptions.abort(lack);
        });
    return TEST_USER;
  }

  private static void print(String what, String lack) {
    System.out.println("skipped: " + what + ": " + lack);
  }

  private static final class Engine {
    static final Optional<String> LACK = look();

    private static Optional<String> look() {
      if (!succeeds("docker", "version")) {
        return Optional.of("no container engine answers: run bin/setup");
      }
      return succeeds("docker", "image", "inspect", TaskHarness.IMAGE)
          ? Optional.empty()
          : Optional.of("the image " + TaskHarness.IMAGE + " is missing: run bin/setup");
    }
  }

  private static final class User {
    static final Optional<String> LACK = look();

    private static Optional<String> look() {
      if (!Shell.run("id", "-u").output().strip().equals("0")) {
        return Optional.of("only root can run a program as another user");
      }
      return Shell.run("id", "-nG", TEST_USER).output().matches("(?s).*\\bdocker\\b.*")
          ? Optional.empty()
          : Optional.of("no user " + TEST_USER + " in group docker: run bin/setup --tests");
    }
  }

  private static boolean succeeds(String... command) {
    try {
      return Shell.run(command).status() == 0;
    } catch (AssertionError e) {
      return false; // the program is not there
    }
  }
}
