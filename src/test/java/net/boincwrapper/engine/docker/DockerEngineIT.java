package net.boincwrapper.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.Change;
import net.boincwrapper.engine.Engine.ChangeKind;
import net.boincwrapper.engine.Engine.ContainerEvent;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.Engine.Ownership;
import net.boincwrapper.engine.Engine.PathStat;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.plan.SamplePlans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The verbs on containers against the engine of this machine, with {@code debian:bookworm-slim}.
 */
public class DockerEngineIT {
  @RegisterExtension final EngineFixture on = new EngineFixture();

  @Test
  void saysWhoItIs() throws Exception {
    Engine.EngineInfo info = on.engine().info();

    assertThat(info.version()).isNotEmpty();
    assertThat(info.cpus()).isPositive();
    assertThat(info.memoryBytes()).isGreaterThan(100L << 20);
    assertThat(info.runtimes()).isNotEmpty();
    assertThat(ImageStore.of(info).directory()).startsWith("/");
    assertThat(info.instance()).isNotEmpty().isEqualTo(on.engine().info().instance());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 255})
  void theAppsExitCodeArrives(int code) throws Exception {
    String id = on.run("exit " + code);

    assertThat(on.exitCode(id)).isEqualTo(code);
    ContainerInfo info = on.engine().inspect(id).orElseThrow();
    assertThat(info.status()).isEqualTo(ContainerStatus.EXITED);
    assertThat(info.exitCode()).isEqualTo(code);
    assertThat(info.startedAt()).isPresent();
    assertThat(info.finishedAt()).isPresent();
  }

  /** Most engines cannot keep one: their file systems have no quotas. */
  @Test
  void aCeilingOfTheLayerKeepsNoContainerFromBeingMade() throws Exception {
    String id =
        on.create(SamplePlans.withLayer(SamplePlans.script(on.name(), "exit 7"), 500_000_000));
    CompletableFuture<OptionalInt> end = on.end(id);

    on.engine().start(id);

    assertThat(end.get(30, TimeUnit.SECONDS)).hasValue(7);
  }

  @Test
  void waitingMayBeginBeforeTheStart() throws Exception {
    String id = on.create(SamplePlans.script(on.name(), "exit 7"));
    CompletableFuture<OptionalInt> end = on.end(id);

    on.engine().start(id);

    assertThat(end.get(30, TimeUnit.SECONDS)).hasValue(7);
  }

  @Test
  void aClosedWaitSaysNothing() throws Exception {
    String id = on.runPolite();
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();

    on.engine().awaitExit(id, end::complete).close();
    on.engine().stop(id, Duration.ofSeconds(10));

    assertThat(on.exitCode(id)).isZero();
    assertThat(end).isNotDone();
  }

  @Test
  void whatIsSoAlreadySucceeds() throws Exception {
    String id = on.runPolite();

    on.engine().start(id);
    on.engine().pause(id);
    on.engine().pause(id);
    assertThat(on.status(id)).isEqualTo(ContainerStatus.PAUSED);
    on.engine().unpause(id);
    on.engine().unpause(id);
    assertThat(on.status(id)).isEqualTo(ContainerStatus.RUNNING);
    on.engine().stop(id, Duration.ofSeconds(10));
    on.engine().stop(id, Duration.ofSeconds(10));
    on.engine().signal(id, "SIGUSR1");
    assertThat(on.status(id)).isEqualTo(ContainerStatus.EXITED);
    on.engine().remove(id);
    on.engine().remove(id);
    assertThat(on.engine().inspect(id)).isEmpty();
  }

  @Test
  void aRunningContainersShareOfTheProcessorsCanBeChanged() throws Exception {
    String id = on.runPolite();

    on.engine().limitCpus(id, 0.5);
    on.engine().limitCpus(id, 0.25);

    assertThat(cpus(id)).isEqualTo(0.25);
  }

  @Test
  void whatDoesNotRunCannotBePaused() throws Exception {
    String id = on.create(SamplePlans.script(on.name(), "true"));

    EngineFixture.assertKind(EngineException.Kind.FINAL, () -> on.engine().pause(id));
    EngineFixture.assertKind(EngineException.Kind.FINAL, () -> on.engine().unpause(id));
  }

  @Test
  void theOwnerOfADirectoryIsSeenFromOutside() throws Exception {
    String id = on.runPolite();

    assertThat(on.engine().ownership(id, "/root")).contains(new Ownership(0, 0, 0700));
    assertThat(on.engine().ownership(id, "/tmp")).contains(new Ownership(0, 0, 0777));
    assertThat(on.engine().ownership(id, "/no/such")).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() throws EngineException {
    String id = "engine_it__nobody";

    assertThat(on.engine().inspect(id)).isEmpty();
    assertThat(on.engine().findImage("engine-it/nothing:0")).isEmpty();
    EngineFixture.assertKind(EngineException.Kind.NOT_FOUND, () -> on.engine().start(id));
    EngineFixture.assertKind(EngineException.Kind.NOT_FOUND, () -> on.engine().pause(id));
    EngineFixture.assertKind(
        EngineException.Kind.NOT_FOUND, () -> on.engine().stop(id, Duration.ZERO));
    EngineFixture.assertKind(
        EngineException.Kind.NOT_FOUND, () -> on.engine().signal(id, "SIGTERM"));
    EngineFixture.assertKind(
        EngineException.Kind.NOT_FOUND, () -> on.engine().awaitExit(id, code -> {}));
    EngineFixture.assertKind(EngineException.Kind.NOT_FOUND, () -> on.engine().usage(id));
    EngineFixture.assertKind(EngineException.Kind.NOT_FOUND, () -> on.engine().logTail(id, 10));
  }

  @Test
  void aStopShowsKillBeforeDieAndAnOwnEndOnlyDie() throws Exception {
    Instant before = Instant.now();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<ContainerEvent> died = new CompletableFuture<>();
    String id = on.create(SamplePlans.script(on.name(), EngineFixture.POLITE));
    on.engine()
        .watch(
            id,
            Instant.now(),
            event -> {
              seen.add(event.action());
              if (event.action().equals("die")) {
                died.complete(event);
              }
            });

    on.engine().start(id);
    on.awaitLog(id, "ready");
    on.engine().stop(id, Duration.ofSeconds(10));
    died.get(30, TimeUnit.SECONDS);

    assertThat(seen).containsSubsequence("start", "kill", "die");
    assertThat(actions(id, before)).containsSubsequence("create", "start", "kill", "die");
    on.engine().remove(id);

    String other = on.run("exit 3");
    on.exitCode(other);
    assertThat(actions(other, before)).contains("die").doesNotContain("kill");
  }

  @Test
  void aStubbornAppIsKilledAfterItsGrace() throws Exception {
    String id = on.run("trap '' TERM; echo ready; " + EngineFixture.FOR_EVER);
    on.awaitLog(id, "ready");

    on.engine().stop(id, Duration.ofSeconds(1));

    assertThat(on.exitCode(id)).isEqualTo(137);
  }

  @Test
  void aSignalReachesTheApp() throws Exception {
    String id = on.run("trap 'echo asked; exit 5' USR1; echo ready; " + EngineFixture.FOR_EVER);
    on.awaitLog(id, "ready");

    on.engine().signal(id, "SIGUSR1");

    assertThat(on.exitCode(id)).isEqualTo(5);
    assertThat(on.log(id)).contains("asked");
  }

  @Test
  void aPausedContainerCanBeStopped() throws Exception {
    String id = on.runPolite();
    on.engine().pause(id);

    on.engine().stop(id, Duration.ofSeconds(2));

    assertThat(on.status(id)).isEqualTo(ContainerStatus.EXITED);
  }

  @Test
  void removingKillsWhatRuns() throws Exception {
    String id = on.run(EngineFixture.FOR_EVER);
    CompletableFuture<OptionalInt> end = on.end(id);

    on.engine().remove(id);

    OptionalInt told = end.get(30, TimeUnit.SECONDS);
    if (told.isPresent() || !EngineUnderTest.isPodman()) { // there it may be gone before the look
      assertThat(told).hasValue(137);
    }
    assertThat(on.engine().inspect(id)).isEmpty();
  }

  @Test
  void containersAreListedByTheirLabels() throws Exception {
    String id = on.create(SamplePlans.script(on.name(), "true"));

    assertThat(on.engine().list(Map.of("net.boincwrapper.test", on.name())))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.id()).isEqualTo(id);
              assertThat(c.name()).isEqualTo(on.name());
              assertThat(c.status()).isEqualTo(ContainerStatus.CREATED);
              assertThat(c.startedAt()).isEmpty();
            });
    assertThat(on.engine().list(Map.of("net.boincwrapper.test", "another"))).isEmpty();
    assertThat(on.engine().inspect(on.name()).orElseThrow().id()).isEqualTo(id);
  }

  @Test
  void containersAreSeenFromAfarByTheirLabels() throws Exception {
    Instant before = Instant.now().minusSeconds(2);
    String id = on.create(SamplePlans.script(on.name(), "sleep 60"));
    on.engine().start(id);
    on.engine().pause(id);

    assertThat(on.engine().sight(Map.of("net.boincwrapper.test", on.name())))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.id()).isEqualTo(id);
              assertThat(c.status()).isEqualTo(ContainerStatus.PAUSED);
              assertThat(c.createdAt()).isBetween(before, Instant.now());
              assertThat(c.labels()).containsEntry("net.boincwrapper.test", on.name());
            });
    assertThat(on.engine().sight(Map.of("net.boincwrapper.test", "another"))).isEmpty();
  }

  @Test
  void aNameCannotBeTakenTwice() throws Exception {
    on.create(SamplePlans.script(on.name(), "true"));

    EngineFixture.assertKind(
        EngineException.Kind.RETRYABLE,
        () -> on.engine().create(SamplePlans.script(on.name(), "true")));
  }

  @Test
  void theProcessorTimeIsWhatTheContainersCgroupCounted() throws Exception {
    String script =
        "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done; " + EngineFixture.FOR_EVER;
    String id = on.run(script);
    on.awaitLog(id, "done");
    on.engine().pause(id);

    long cgroup = cgroupNanos(id);
    Engine.Usage usage = on.engine().usage(id).orElseThrow();

    assertThat(usage.cpuNanos()).isEqualTo(cgroup).isPositive();
    assertThat(usage.workingSetBytes()).isBetween(1L, 64L << 20);
    on.engine().unpause(id);
    on.engine().stop(id, Duration.ZERO);
    assertThat(on.engine().usage(id)).isEmpty();
  }

  /**
   * Two samples would take two seconds, always; one waits for the daemon's collector at most, and
   * for the processor on a busy machine.
   */
  @Test
  void oneSampleIsQuick() throws Exception {
    String id = on.run(EngineFixture.FOR_EVER);
    on.engine().usage(id);
    Duration quickest = Duration.ofSeconds(10);
    for (int i = 0; i < 3; i++) {
      long before = System.nanoTime();
      on.engine().usage(id);
      quickest = Collections.min(List.of(quickest, Duration.ofNanos(System.nanoTime() - before)));
    }

    assertThat(quickest).isLessThan(Duration.ofMillis(1800));
  }

  @Test
  void theTailOfALongLogIsShort() throws Exception {
    String id = on.run("head -c 50000000 /dev/zero | tr '\\0' x; echo; echo the end");
    on.exitCode(id);

    byte[] tail = on.engine().logTail(id, 40_960);

    assertThat(tail).hasSize(40_960);
    assertThat(new String(tail, UTF_8)).endsWith("the end\n").startsWith("xxxx");
  }

  @Test
  void whatAnAppChangesInItsLayerIsListedAndMeasured() throws Exception {
    String id =
        on.run(
            "mkdir /var/tmp/a; echo hi > /var/tmp/a/state; echo x >> /etc/passwd; rm /etc/issue");
    on.exitCode(id);

    assertThat(on.engine().changes(id))
        .contains(
            new Change("/var/tmp/a", ChangeKind.ADDED),
            new Change("/var/tmp/a/state", ChangeKind.ADDED),
            new Change("/etc/passwd", ChangeKind.MODIFIED),
            new Change("/etc/issue", ChangeKind.DELETED));
    assertThat(on.engine().stat(id, "/var/tmp/a/state")).contains(new PathStat(3, false, false));
    assertThat(on.engine().stat(id, "/var/tmp/a").orElseThrow().isDirectory()).isTrue();
    assertThat(on.engine().stat(id, "/etc/issue")).isEmpty();
  }

  @Test
  void anAppThatWritesNowhereHasChangedNothing() throws Exception {
    String id = on.run("true");
    on.exitCode(id);

    assertThat(on.engine().changes(id)).noneMatch(change -> change.path().contains("tmp"));
    EngineFixture.assertKind(
        EngineException.Kind.NOT_FOUND, () -> on.engine().changes("no-such-container"));
  }

  @Test
  void withoutAnEngineTheMessageSaysWhatToDo(@TempDir Path nowhere) {
    Engine absent = DockerEngine.open(nowhere.resolve("no.sock"));

    EngineException e = EngineFixture.failure(absent::info);

    assertThat(e.kind()).isEqualTo(EngineException.Kind.UNREACHABLE);
    assertThat(e).hasMessageContaining("no.sock").hasMessageContaining("DOCKER_HOST");
  }

  private List<String> actions(String id, Instant since) throws EngineException {
    return on.engine().events(id, since).stream().map(ContainerEvent::action).toList();
  }

  /** What the kernel keeps the container to. */
  private static double cpus(String id) throws IOException {
    Path group = Path.of("/sys/fs/cgroup/cpu", group(id));
    if (!Files.exists(group)) {
      String[] quotaAndPeriod = Files.readString(unified(id).resolve("cpu.max")).strip().split(" ");
      return Double.parseDouble(quotaAndPeriod[0]) / Double.parseDouble(quotaAndPeriod[1]);
    }
    return number(group.resolve("cpu.cfs_quota_us")) / number(group.resolve("cpu.cfs_period_us"));
  }

  private static double number(Path file) throws IOException {
    return Double.parseDouble(Files.readString(file).strip());
  }

  private static Path unified(String id) {
    Path bySystemd = Path.of("/sys/fs/cgroup/system.slice/docker-" + id + ".scope");
    return Files.exists(bySystemd) ? bySystemd : Path.of("/sys/fs/cgroup", group(id));
  }

  /** Where an engine with the cgroupfs driver puts a container. */
  private static String group(String id) {
    return EngineUnderTest.isPodman() ? "libpod_parent/libpod-" + id : "docker/" + id;
  }

  private static long cgroupNanos(String id) throws IOException {
    Path v1 = Path.of("/sys/fs/cgroup/cpuacct", group(id), "cpuacct.usage");
    if (Files.exists(v1)) {
      return Long.parseLong(Files.readString(v1).strip());
    }
    return Files.readAllLines(unified(id).resolve("cpu.stat")).stream()
        .filter(line -> line.startsWith("usage_usec "))
        .mapToLong(line -> Long.parseLong(line.substring(11)) * 1000)
        .findFirst()
        .orElseThrow();
  }
}
