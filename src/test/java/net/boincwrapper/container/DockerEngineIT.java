package net.boincwrapper.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.container.ContainerPlan.Bind;
import net.boincwrapper.container.ContainerPlan.TmpfsMount;
import net.boincwrapper.container.Engine.ContainerEvent;
import net.boincwrapper.container.Engine.ContainerInfo;
import net.boincwrapper.container.Engine.ContainerStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every verb against the engine of this machine, with {@code debian:bookworm-slim}. */
class DockerEngineIT {
  private static final String FOR_EVER = "while :; do sleep 0.1; done";

  /** Ends at once when asked, as a well-made app does. */
  private static final String POLITE = "trap 'exit 0' TERM; echo ready; " + FOR_EVER;

  private final List<String> created = new ArrayList<>();
  private Engine engine;
  private String name;

  @BeforeEach
  void connect(TestInfo test) throws EngineException {
    engine = Engines.connect(System.getenv(), Optional.empty());
    String method = test.getTestMethod().orElseThrow().getName();
    name = "engine_it__" + method + "_" + ProcessHandle.current().pid();
  }

  @AfterEach
  void removeAll() throws EngineException {
    for (String id : created) {
      engine.remove(id);
    }
    engine.close();
  }

  private String create(ContainerPlan plan) throws EngineException {
    String id = engine.create(plan);
    created.add(id);
    return id;
  }

  private String run(String script) throws EngineException {
    String id = create(Plans.script(name, script));
    engine.start(id);
    return id;
  }

  /** Runs an app that has set its traps when this returns. */
  private String runPolite() throws Exception {
    String id = run(POLITE);
    awaitLog(id, "ready");
    return id;
  }

  private CompletableFuture<OptionalInt> end(String id) throws EngineException {
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    engine.awaitExit(id, end::complete);
    return end;
  }

  private int exitCode(String id) throws Exception {
    return end(id).get(30, TimeUnit.SECONDS).orElseThrow();
  }

  private ContainerStatus status(String id) throws EngineException {
    return engine.inspect(id).orElseThrow().status();
  }

  private String log(String id) throws EngineException {
    return new String(engine.logTail(id, 10_000), UTF_8);
  }

  @Test
  void saysWhoItIs() throws Exception {
    Engine.EngineInfo info = engine.info();

    assertThat(info.version()).isNotEmpty();
    assertThat(info.cpus()).isPositive();
    assertThat(info.memoryBytes()).isGreaterThan(100L << 20);
    assertThat(info.runtimes()).isNotEmpty();
    assertThat(info.instance()).isNotEmpty().isEqualTo(engine.info().instance());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 255})
  void theAppsExitCodeArrives(int code) throws Exception {
    String id = run("exit " + code);

    assertThat(exitCode(id)).isEqualTo(code);
    ContainerInfo info = engine.inspect(id).orElseThrow();
    assertThat(info.status()).isEqualTo(ContainerStatus.EXITED);
    assertThat(info.exitCode()).isEqualTo(code);
    assertThat(info.startedAt()).isPresent();
    assertThat(info.finishedAt()).isPresent();
  }

  @Test
  void waitingMayBeginBeforeTheStart() throws Exception {
    String id = create(Plans.script(name, "exit 7"));
    CompletableFuture<OptionalInt> end = end(id);

    engine.start(id);

    assertThat(end.get(30, TimeUnit.SECONDS)).hasValue(7);
  }

  @Test
  void aClosedWaitSaysNothing() throws Exception {
    String id = runPolite();
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();

    engine.awaitExit(id, end::complete).close();
    engine.stop(id, Duration.ofSeconds(10));

    assertThat(exitCode(id)).isZero();
    assertThat(end).isNotDone();
  }

  @Test
  void whatIsSoAlreadySucceeds() throws Exception {
    String id = runPolite();

    engine.start(id);
    engine.pause(id);
    engine.pause(id);
    assertThat(status(id)).isEqualTo(ContainerStatus.PAUSED);
    engine.unpause(id);
    engine.unpause(id);
    assertThat(status(id)).isEqualTo(ContainerStatus.RUNNING);
    engine.stop(id, Duration.ofSeconds(10));
    engine.stop(id, Duration.ofSeconds(10));
    engine.signal(id, "SIGUSR1");
    assertThat(status(id)).isEqualTo(ContainerStatus.EXITED);
    engine.remove(id);
    engine.remove(id);
    assertThat(engine.inspect(id)).isEmpty();
  }

  @Test
  void whatDoesNotRunCannotBePaused() throws Exception {
    String id = create(Plans.script(name, "true"));

    assertKind(EngineException.Kind.FINAL, () -> engine.pause(id));
    assertKind(EngineException.Kind.FINAL, () -> engine.unpause(id));
  }

  @Test
  void whatIsNotThereIsNotFound() throws EngineException {
    String id = "engine_it__nobody";

    assertThat(engine.inspect(id)).isEmpty();
    assertThat(engine.findImage("engine-it/nothing:0")).isEmpty();
    assertKind(EngineException.Kind.NOT_FOUND, () -> engine.start(id));
    assertKind(EngineException.Kind.NOT_FOUND, () -> engine.pause(id));
    assertKind(EngineException.Kind.NOT_FOUND, () -> engine.stop(id, Duration.ZERO));
    assertKind(EngineException.Kind.NOT_FOUND, () -> engine.signal(id, "SIGTERM"));
    assertKind(EngineException.Kind.NOT_FOUND, () -> engine.awaitExit(id, code -> {}));
    assertKind(EngineException.Kind.NOT_FOUND, () -> engine.usage(id));
    assertKind(EngineException.Kind.NOT_FOUND, () -> engine.logTail(id, 10));
  }

  @Test
  void aStopShowsKillBeforeDieAndAnOwnEndOnlyDie() throws Exception {
    Instant before = Instant.now();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<ContainerEvent> died = new CompletableFuture<>();
    String id = create(Plans.script(name, POLITE));
    engine.watch(
        id,
        event -> {
          seen.add(event.action());
          if (event.action().equals("die")) {
            died.complete(event);
          }
        });

    engine.start(id);
    awaitLog(id, "ready");
    engine.stop(id, Duration.ofSeconds(10));
    died.get(30, TimeUnit.SECONDS);

    assertThat(seen).startsWith("start").containsSubsequence("kill", "die");
    assertThat(actions(id, before)).containsSubsequence("create", "start", "kill", "die");
    engine.remove(id);

    String other = run("exit 3");
    exitCode(other);
    assertThat(actions(other, before)).contains("die").doesNotContain("kill");
  }

  private List<String> actions(String id, Instant since) throws EngineException {
    return engine.events(id, since).stream().map(ContainerEvent::action).toList();
  }

  @Test
  void aStubbornAppIsKilledAfterItsGrace() throws Exception {
    String id = run("trap '' TERM; echo ready; " + FOR_EVER);
    awaitLog(id, "ready");

    engine.stop(id, Duration.ofSeconds(1));

    assertThat(exitCode(id)).isEqualTo(137);
  }

  @Test
  void aSignalReachesTheApp() throws Exception {
    String id = run("trap 'echo asked; exit 5' USR1; echo ready; " + FOR_EVER);
    awaitLog(id, "ready");

    engine.signal(id, "SIGUSR1");

    assertThat(exitCode(id)).isEqualTo(5);
    assertThat(log(id)).contains("asked");
  }

  private void awaitLog(String id, String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!log(id).contains(text)) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  @Test
  void aPausedContainerCanBeStopped() throws Exception {
    String id = runPolite();
    engine.pause(id);

    engine.stop(id, Duration.ofSeconds(2));

    assertThat(status(id)).isEqualTo(ContainerStatus.EXITED);
  }

  @Test
  void removingKillsWhatRuns() throws Exception {
    String id = run(FOR_EVER);
    CompletableFuture<OptionalInt> end = end(id);

    engine.remove(id);

    assertThat(end.get(30, TimeUnit.SECONDS)).hasValue(137);
    assertThat(engine.inspect(id)).isEmpty();
  }

  @Test
  void containersAreListedByTheirLabels() throws Exception {
    String id = create(Plans.script(name, "true"));

    assertThat(engine.list(Map.of("net.boincwrapper.test", name)))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.id()).isEqualTo(id);
              assertThat(c.name()).isEqualTo(name);
              assertThat(c.status()).isEqualTo(ContainerStatus.CREATED);
              assertThat(c.startedAt()).isEmpty();
            });
    assertThat(engine.list(Map.of("net.boincwrapper.test", "another"))).isEmpty();
    assertThat(engine.inspect(name).orElseThrow().id()).isEqualTo(id);
  }

  @Test
  void aNameCannotBeTakenTwice() throws Exception {
    create(Plans.script(name, "true"));

    assertKind(EngineException.Kind.RETRYABLE, () -> engine.create(Plans.script(name, "true")));
  }

  @Test
  void whatIsolatesIsInForce() throws Exception {
    String id =
        run(
            "grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status; cat /proc/1/comm;"
                + " ls /sys/class/net; echo \"$GREETING\"");
    exitCode(id);

    assertThat(log(id).lines().map(line -> line.replaceAll("\\s+", " ")))
        .contains("CapEff: 0000000000000000", "CapBnd: 0000000000000000", "NoNewPrivs: 1")
        .contains("docker-init", "lo", "good day")
        .doesNotContain("eth0");
  }

  @Test
  void mountsAreAsPlanned(@TempDir Path host) throws Exception {
    Path odd = Files.createDirectory(host.resolve("a b,c:d"));
    Files.writeString(odd.resolve("file"), "there");
    String script =
        "cat /odd/file; echo; touch /odd/new || echo read-only; cp /bin/echo /hot/echo;"
            + " /hot/echo executable; cp /bin/echo /cold/echo; /cold/echo no || echo refused;"
            + " stat -c %a /hot /cold; df -k --output=size /hot /cold | tail -n 2";
    List<ContainerPlan.Mount> mounts =
        List.of(
            new Bind(odd.toString(), "/odd", true),
            new TmpfsMount("/hot", OptionalLong.of(8L << 20), 01777, true),
            new TmpfsMount("/cold", OptionalLong.of(4L << 20), 0700, false));
    String id = create(Plans.plan(name, List.of("/bin/sh", "-c", script), mounts, "none"));
    engine.start(id);
    exitCode(id);

    assertThat(log(id).lines().map(String::strip))
        .contains("there", "read-only", "executable", "refused", "1777", "700", "8192", "4096");
  }

  @Test
  void aMissingSourceIsRefusedAndNotMade(@TempDir Path host) {
    Path missing = host.resolve("missing");
    List<ContainerPlan.Mount> mounts = List.of(new Bind(missing.toString(), "/in", false));

    assertKind(
        EngineException.Kind.FINAL,
        () -> create(Plans.plan(name, List.of("/bin/true"), mounts, "none")));
    assertThat(missing).doesNotExist();
  }

  @Test
  void aNetworkIsMadeOnceAndKeepsContainersApart() throws Exception {
    String network = name;
    try {
      String first = create(Plans.plan(name, List.of("/bin/sleep", "60"), List.of(), network));
      String second =
          create(Plans.plan(name + "2", List.of("/bin/ls", "/sys/class/net"), List.of(), network));
      engine.start(first);
      engine.start(second);
      exitCode(second);

      assertThat(log(second)).contains("eth0");
    } finally {
      removeAll();
      created.clear();
      new DockerConnection(socket(), Duration.ofSeconds(20))
          .client()
          .removeNetworkCmd(network)
          .exec();
    }
  }

  private static Path socket() throws EngineException {
    return new EngineFinder(System.getenv(), 0, Optional.empty()).find(Files::exists);
  }

  @Test
  void aMissingImageIsNotFound() {
    ContainerPlan plan = Plans.script(name, "true");

    assertKind(
        EngineException.Kind.NOT_FOUND, () -> engine.create(Plans.of(plan, "engine-it/nothing:0")));
  }

  @ParameterizedTest
  @CsvSource({"/no/such/program,127", "no-such-program,127", "/etc/passwd,126"})
  void aProgramThatCannotBeRunIsNamed(String program, int code) throws Exception {
    String id = create(Plans.plan(name, List.of(program), List.of(), "none"));
    engine.start(id);

    assertThat(exitCode(id)).isEqualTo(code);
    assertThat(engine.inspect(id).orElseThrow().error()).contains(program);
  }

  @Test
  void anAppThatMissesAnotherProgramRan() throws Exception {
    String id = run("no-such-program");

    assertThat(exitCode(id)).isEqualTo(127);
    assertThat(engine.inspect(id).orElseThrow().error()).isEmpty();
  }

  @Test
  void theProcessorTimeIsWhatTheContainersCgroupCounted() throws Exception {
    String script = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done; " + FOR_EVER;
    String id = run(script);
    awaitLog(id, "done");
    engine.pause(id);

    long cgroup = cgroupNanos(id);
    Engine.Usage usage = engine.usage(id).orElseThrow();

    assertThat(usage.cpuNanos()).isEqualTo(cgroup).isPositive();
    assertThat(usage.workingSetBytes()).isBetween(1L, 64L << 20);
    engine.unpause(id);
    engine.stop(id, Duration.ZERO);
    assertThat(engine.usage(id)).isEmpty();
  }

  private static long cgroupNanos(String id) throws IOException {
    Path v1 = Path.of("/sys/fs/cgroup/cpuacct/docker", id, "cpuacct.usage");
    if (Files.exists(v1)) {
      return Long.parseLong(Files.readString(v1).strip());
    }
    Path v2 = Path.of("/sys/fs/cgroup/system.slice/docker-" + id + ".scope/cpu.stat");
    return Files.readAllLines(v2).stream()
        .filter(line -> line.startsWith("usage_usec "))
        .mapToLong(line -> Long.parseLong(line.substring(11)) * 1000)
        .findFirst()
        .orElseThrow();
  }

  /** Two samples would take two seconds; one waits for the daemon's collector at most. */
  @Test
  void oneSampleIsQuick() throws Exception {
    String id = run(FOR_EVER);
    engine.usage(id);
    long before = System.nanoTime();

    engine.usage(id);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1800));
  }

  @Test
  void theTailOfALongLogIsShort() throws Exception {
    String id = run("head -c 50000000 /dev/zero | tr '\\0' x; echo; echo the end");
    exitCode(id);

    byte[] tail = engine.logTail(id, 40_960);

    assertThat(tail).hasSize(40_960);
    assertThat(new String(tail, UTF_8)).endsWith("the end\n").startsWith("xxxx");
  }

  @Test
  void aBuildIsFoundUnderItsTag() throws Exception {
    String tag = "engine-it/built:" + ProcessHandle.current().pid();
    List<String> lines = new ArrayList<>();
    try {
      engine.build(
          Builds.request(tag, "FROM " + Plans.IMAGE + "\nRUN echo hello\nWORKDIR /app\n"),
          lines::add,
          () -> false);

      Engine.ImageInfo image = engine.findImage(tag).orElseThrow();
      assertThat(image.id()).matches("sha256:[0-9a-f]{64}");
      assertThat(image.workingDirectory()).isEqualTo("/app");
      assertThat(image.labels()).containsEntry("net.boincwrapper.test", "yes");
      assertThat(lines).contains("hello");
      assertThat(engine.findImage(image.id())).contains(image);
    } finally {
      removeImage(tag);
    }
  }

  private static void removeImage(String tag) throws EngineException {
    new DockerConnection(socket(), Duration.ofSeconds(20))
        .client()
        .removeImageCmd(tag)
        .withForce(true)
        .exec();
  }

  @Test
  void aFailingBuildShowsItsLastLines() {
    EngineException e =
        failure(
            () ->
                engine.build(
                    Builds.request(
                        "engine-it/failing",
                        "FROM " + Plans.IMAGE + "\nRUN echo because of this; exit 3\n"),
                    line -> {},
                    () -> false));

    assertThat(e.kind()).isEqualTo(EngineException.Kind.BUILD_FAILED);
    assertThat(e).hasMessageContaining("because of this");
  }

  @Test
  void aBuildEndsWithinASecondOfItsCancellation() {
    long[] asked = new long[1];
    EngineException e =
        failure(
            () ->
                engine.build(
                    Builds.request(
                        "engine-it/cancelled",
                        "FROM " + Plans.IMAGE + "\nRUN echo begun; sleep 600\n"),
                    line -> asked[0] = line.equals("begun") ? System.nanoTime() : asked[0],
                    () -> asked[0] != 0));

    assertThat(e.kind()).isEqualTo(EngineException.Kind.CANCELLED);
    assertThat(Duration.ofNanos(System.nanoTime() - asked[0])).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void anUnreachableRegistryIsWorthAnotherTry() {
    EngineException e =
        failure(() -> engine.pull("registry.invalid/nothing/here:1", line -> {}, () -> false));

    assertThat(e.worthRetry()).isTrue();
  }

  @Test
  void withoutAnEngineTheMessageSaysWhatToDo(@TempDir Path nowhere) {
    Engine absent = DockerEngine.open(nowhere.resolve("no.sock"));

    EngineException e = failure(absent::info);

    assertThat(e.kind()).isEqualTo(EngineException.Kind.UNREACHABLE);
    assertThat(e).hasMessageContaining("no.sock").hasMessageContaining("DOCKER_HOST");
  }

  private static EngineException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    return catchThrowableOfType(EngineException.class, act);
  }

  private static void assertKind(
      EngineException.Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }
}
