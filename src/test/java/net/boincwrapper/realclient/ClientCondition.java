package net.boincwrapper.realclient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.harness.Shell;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether this host has Debian's client; looked at once. Never a reason to skip under CI. */
final class ClientCondition implements ExecutionCondition {
  private static final Optional<String> LACK =
      missing(List.of("boinc", "boinccmd"))
          .map(program -> "there is no program " + program + ": run bin/setup --real-client");

  private static final boolean CI = System.getenv("CI") != null;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (LACK.isEmpty() || CI) {
      return ConditionEvaluationResult.enabled(LACK.orElse("there is a client"));
    }
    System.out.println("skipped: " + context.getDisplayName() + ": " + LACK.get());
    return ConditionEvaluationResult.disabled(LACK.get());
  }

  /** The user of Debian's package; where no test can be run as it, the running test is skipped. */
  static String packagesUser() {
    if (!Shell.run("id", "-u").output().strip().equals("0")) {
      skip("tests as user boinc", "only root can be boinc");
    }
    if (Shell.run("id", "-u", "boinc").status() != 0) {
      skip("tests as user boinc", "there is no user boinc: run bin/setup --real-client");
    }
    return "boinc";
  }

  /** Skips the running test where nothing can be compiled against BOINC's library. */
  static void needsLibrary() {
    missing(List.of("g++"))
        .ifPresent(program -> skip("an app with BOINC's library", "there is no " + program));
    if (!Files.exists(Path.of("/usr/include/boinc/boinc_api.h"))) {
      skip("an app with BOINC's library", "it is not there: run bin/setup --real-client");
    }
  }

  private static void skip(String what, String lack) {
    if (CI) {
      throw new AssertionError(lack);
    }
    System.out.println("skipped: " + what + ": " + lack);
    Assumptions.abort(lack);
  }

  private static Optional<String> missing(List<String> programs) {
    return programs.stream()
        .filter(program -> Shell.run("sh", "-c", "command -v " + program).status() != 0)
        .findFirst();
  }
}
