package net.boincwrapper.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.plan.SamplePlans;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The engine of this machine for one test, whose containers are removed after it. */
final class EngineFixture implements BeforeEachCallback, AfterEachCallback {
  static final String FOR_EVER = "while :; do sleep 0.1; done";

  /** Ends at once when asked, as a well-made app does. */
  static final String POLITE = "trap 'exit 0' TERM; echo ready; " + FOR_EVER;

  private final List<String> created = new ArrayList<>();
  private Engine engine;
  private String name;

  @Override
  public void beforeEach(ExtensionContext context) throws EngineException {
    engine = Engines.connect(EngineUnderTest.environment());
    String method = context.getRequiredTestMethod().getName();
    name = "engine_it__" + method + "_" + ProcessHandle.current().pid();
  }

  @Override
  public void afterEach(ExtensionContext context) throws EngineException {
    removeAll();
    engine.close();
  }

  void removeAll() throws EngineException {
    for (String id : created) {
      engine.remove(id);
    }
    created.clear();
  }

  Engine engine() {
    return engine;
  }

  /** A name for this test's container or network. */
  String name() {
    return name;
  }

  String create(ContainerPlan plan) throws EngineException {
    String id = engine.create(plan);
    created.add(id);
    return id;
  }

  String run(String script) throws EngineException {
    String id = create(SamplePlans.script(name, script));
    engine.start(id);
    return id;
  }

  /** Runs an app that has set its traps when this returns. */
  String runPolite() throws EngineException {
    String id = run(POLITE);
    awaitLog(id, "ready");
    return id;
  }

  CompletableFuture<OptionalInt> end(String id) throws EngineException {
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    engine.awaitExit(id, end::complete);
    return end;
  }

  int exitCode(String id) throws Exception {
    return end(id).get(30, TimeUnit.SECONDS).orElseThrow();
  }

  ContainerStatus status(String id) throws EngineException {
    return engine.inspect(id).orElseThrow().status();
  }

  String log(String id) throws EngineException {
    return new String(engine.logTail(id, 10_000), UTF_8);
  }

  void awaitLog(String id, String text) {
    Eventually.await(
        "\"" + text + "\" in the log",
        Duration.ofSeconds(60),
        () -> log(id).contains(text),
        () -> "container " + id);
  }

  /** docker-java itself, for what the engine has no verb for. */
  static DockerConnection connection() throws EngineException {
    Path socket = Engines.socket(EngineUnderTest.environment());
    return new DockerConnection(socket, Duration.ofSeconds(20));
  }

  static EngineException failure(ThrowingCallable act) {
    return catchThrowableOfType(EngineException.class, act);
  }

  static void assertKind(EngineException.Kind kind, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
