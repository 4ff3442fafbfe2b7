package net.boincwrapper.harness;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Puts a Podman in the place of the host's engine while a class's tests run. */
final class PodmanExtension implements BeforeAllCallback, AfterAllCallback, ExecutionCondition {
  private static final boolean CI = System.getenv("CI") != null;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> why =
        AnnotationSupport.findAnnotation(context.getElement(), DockerOnly.class)
            .map(DockerOnly::value);
    if (why.isPresent()) {
      return ConditionEvaluationResult.disabled(why.get());
    }
    Optional<String> obstacle = OwnPodman.OBSTACLE;
    if (obstacle.isEmpty() || CI) {
      return ConditionEvaluationResult.enabled(obstacle.orElse("Podman can be started"));
    }
    System.out.println("skipped: " + context.getDisplayName() + ": " + obstacle.get());
    return ConditionEvaluationResult.disabled(obstacle.get());
  }

  /** Called for the class and for each that is nested in it. */
  @Override
  public void beforeAll(ExtensionContext context) {
    EngineUnderTest.set(Optional.of(OwnPodman.shared().host()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    EngineUnderTest.set(Optional.empty());
  }
}
