package net.boincwrapper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.boincwrapper.engine.Engine.Change;
import net.boincwrapper.engine.Engine.ChangeKind;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.PathStat;
import net.boincwrapper.engine.Engine.Subscription;
import net.boincwrapper.engine.FakeEngine.Verb;
import net.boincwrapper.engine.docker.DockerEngineIT;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake keeps the promises that {@link DockerEngineIT} shows of the real engine. */
class FakeEngineTest {
  private final FakeEngine engine = new FakeEngine();
  private final List<OptionalInt> ends = new ArrayList<>();

  @BeforeEach
  void image() {
    engine.addImage(SamplePlans.IMAGE);
  }

  private String run() throws EngineException {
    String id = engine.create(SamplePlans.script("task", "true"));
    engine.start(id);
    return id;
  }

  private ContainerStatus status(String id) throws EngineException {
    return engine.inspect(id).orElseThrow().status();
  }

  private List<String> actions(String id) throws EngineException {
    return engine.events(id, Instant.EPOCH).stream().map(ContainerEvent::action).toList();
  }

  @Test
  void whatIsSoAlreadySucceeds() throws EngineException {
    String id = run();

    engine.start(id);
    engine.pause(id);
    engine.pause(id);
    assertThat(status(id)).isEqualTo(ContainerStatus.PAUSED);
    engine.unpause(id);
    engine.unpause(id);
    engine.stop(id, Duration.ofSeconds(1));
    engine.stop(id, Duration.ofSeconds(1));
    engine.signal(id, "SIGUSR1");
    engine.remove(id);
    engine.remove(id);
    assertThat(engine.inspect(id)).isEmpty();
  }

  @Test
  void aStopShowsKillBeforeDieAndAnOwnEndOnlyDie() throws EngineException {
    String stopped = run();
    engine.stop(stopped, Duration.ofSeconds(1));
    assertThat(actions(stopped)).containsExactly("create", "start", "kill", "die");
    engine.remove(stopped);

    String ended = run();
    engine.exit(ended, 3);
    assertThat(actions(ended)).containsExactly("create", "start", "die");
  }

  @Test
  void aWaitEndsOnceWithTheCode() throws EngineException {
    String id = run();
    engine.awaitExit(id, ends::add);
    Subscription closed = engine.awaitExit(id, ends::add);
    closed.close();

    engine.exit(id, 42);
    engine.remove(id);

    assertThat(ends).containsExactly(OptionalInt.of(42));
  }

  @Test
  void aDaemonThatGoesEndsTheWaitsAndForgetsTheEvents() throws EngineException {
    String id = run();
    engine.awaitExit(id, ends::add);

    engine.engineDown();
    assertThat(ends).containsExactly(OptionalInt.empty());
    assertThatThrownBy(() -> engine.inspect(id)).isInstanceOf(EngineException.class);
    engine.engineUp("run-2");

    assertThat(engine.info().instance()).isEqualTo("run-2");
    assertThat(actions(id)).isEmpty();
    assertThat(status(id)).isEqualTo(ContainerStatus.RUNNING);
  }

  @Test
  void failuresComeAsScriptedAndThenNoMore() throws EngineException {
    engine.failNext(Verb.LIST, EngineException.Kind.RETRYABLE);

    assertThatThrownBy(() -> engine.list(Map.of())).isInstanceOf(EngineException.class);
    assertThat(engine.list(Map.of())).isEmpty();
    assertThat(engine.calls()).containsExactly("list", "list");
  }

  @Test
  void aPullCanBeCancelledInItsMidst() {
    engine.addToRegistry("sim:1");
    boolean[] cancelled = new boolean[1];
    engine.duringNext(Verb.PULL, () -> cancelled[0] = true);

    assertThatThrownBy(() -> engine.pull("sim:1", line -> {}, () -> cancelled[0]))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.CANCELLED));
  }

  @Test
  void whatAnAppChangesIsListedUntilItsContainerIsRemoved() throws EngineException {
    String id = run();
    PathStat three = new PathStat(3, false, false);

    engine.writes(id, "/var/tmp/state", ChangeKind.ADDED, three);
    engine.deletes(id, "/etc/issue");

    assertThat(engine.changes(id))
        .containsExactly(
            new Change("/var/tmp/state", ChangeKind.ADDED),
            new Change("/etc/issue", ChangeKind.DELETED));
    assertThat(engine.stat(id, "/var/tmp/state")).contains(three);
    assertThat(engine.stat(id, "/etc/issue")).isEmpty();
    engine.remove(id);
    assertThatThrownBy(() -> engine.changes(id)).isInstanceOf(EngineException.class);
  }

  @Test
  void filesOfAContainerAreReadWhereTheyAreWantedAndNotTooLong() throws Exception {
    engine.addFile("/etc/issue", "Debian");
    engine.addFile("/etc/long", "x".repeat(100));
    String id = engine.create(SamplePlans.script("task", "true"));

    assertThat(engine.files(id, path -> path.startsWith("/etc/"), 99))
        .containsOnlyKeys("/etc/issue");
    assertThat(engine.files(id, path -> false, 99)).isEmpty();
  }
}
