package net.boincwrapper.realclient;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether Debian's newest client can run here. Never a reason to skip under CI. */
final class NewestClientCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> lack = NewestClient.lack();
    if (lack.isEmpty()) {
      return ConditionEvaluationResult.enabled("there is a newest client");
    }
    if (System.getenv("CI") != null) {
      throw new AssertionError(lack.get());
    }
    System.out.println("skipped: " + context.getDisplayName() + ": " + lack.get());
    return ConditionEvaluationResult.disabled(lack.get());
  }
}
