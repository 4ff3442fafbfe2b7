package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.ContainerPlan.Bind;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.ContainerStatus;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.http.FakeHttpServer;
import net.boincwrapper.image.Builds;
import net.boincwrapper.plan.SamplePlans;
import net.boincwrapper.procfs.FakeProcesses;
import net.boincwrapper.time.FakeHostClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Podman is asked, where it is not what Docker is asked. */
@Timeout(60)
class PodmanEngineTest {
  private static final String DIED =
      "{\"Action\":\"die\",\"Actor\":{\"ID\":\"c1\"},\"timeNano\":1}\n";

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

  /** As Podman puts it. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Runnable> effects = new ConcurrentHashMap<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final FakeProcesses processes = new FakeProcesses();
  private final FakeHostClock clock = new FakeHostClock();
  private volatile Runnable building = () -> {};

  @TempDir Path directory;
  private FakeHttpServer server;
  private Engine engine;

  @BeforeEach
  void start() throws IOException {
    server = FakeHttpServer.start(directory, this::serve);
    engine = DockerEngine.open(server.socket(), Duration.ofSeconds(20), clock, processes.proc());
  }

  private void serve(FakeHttpServer.Connection connection) throws IOException {
    String[] request = connection.receiveUntil("\r\n\r\n").split(" ", 3);
    String line = request[0] + " " + request[1];
    asked.add(line);
    String route = line.split("\\?", 2)[0];
    if (route.endsWith("/containers/create")) {
      Matcher length = LENGTH.matcher(request[2]);
      assertThat(length.find()).isTrue();
      bodies.add(connection.receive(Integer.parseInt(length.group(1))));
    } else if (route.equals("POST /build")) {
      connection.receiveUntil("\r\n0\r\n\r\n");
      building.run();
    }
    String body = answers.getOrDefault(route, "");
    effects.getOrDefault(line, () -> {}).run();
    connection.send(
        "HTTP/1.1 %s x\r\nLibpod-API-Version: 4.3.1\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status(body), body.length(), body));
  }

  private static String status(String body) {
    return switch (body) {
      case "gone" -> "404";
      case "refused" -> "500";
      default -> "200";
    };
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    server.close();
  }

  private void container(String status) {
    container(status, 0, "");
  }

  private void container(String status, int code, String more) {
    answers.put(
        "GET /containers/c1/json",
        ("{\"Id\":\"c1\",\"Config\":{\"Labels\":{\"net.boincwrapper.stop-signal\":\"SIGINT\"}},"
                + "\"State\":{\"Status\":\"%s\",\"ExitCode\":%d,\"FinishedAt\":\"%s\"}%s}")
            .formatted(
                status, code, status.equals("exited") ? "2026-11-30T07:38:05Z" : NEVER, more));
  }

  @Test
  void aStopSendsTheSignalOfTheLabelAndNotPodmansOwn() throws EngineException {
    container("running");
    effects.put("POST /containers/c1/kill?signal=SIGINT", () -> container("exited"));

    engine.stop("c1", Duration.ofSeconds(10));

    assertThat(asked).noneMatch(line -> line.contains("/stop")).noneMatch(l -> l.contains("KILL"));
  }

  @Test
  void whatIsPausedIsUnpausedToHearTheSignal() throws EngineException {
    container("paused");
    effects.put("POST /containers/c1/unpause", () -> container("running"));
    effects.put("POST /containers/c1/kill?signal=SIGINT", () -> container("exited"));

    engine.stop("c1", Duration.ofSeconds(10));

    assertThat(asked).contains("POST /containers/c1/unpause");
  }

  @Test
  void aContainerThatIsJustEndingIsLookedAtAgain() throws EngineException {
    container("exited");
    String known = answers.get("GET /containers/c1/json");
    answers.put("GET /containers/c1/json", "refused");
    clock.after(Duration.ofMillis(250), () -> answers.put("GET /containers/c1/json", known));

    assertThat(engine.inspect("c1").orElseThrow().status()).isEqualTo(ContainerStatus.EXITED);
  }

  @Test
  void whatIsRefusedForAsLongAsASecondIsRefused() {
    answers.put("GET /containers/c1/json", "refused");

    assertThatThrownBy(() -> engine.inspect("c1")).hasMessageContaining("inspecting container c1");
    assertThat(asked.stream().filter("GET /containers/c1/json"::equals)).hasSize(11);
  }

  @Test
  void theStepsOfABuildAreMarkedWithoutAChangeOfTheDockerfile() {
    answers.put("GET /info", "{}");
    answers.put("GET /v4.0.0/libpod/info", "{}");
    answers.put("POST /build", "{\"stream\":\"STEP 1/1: FROM a\\n\"}\n");

    assertThatThrownBy(
            () -> engine.build(Builds.request("a/b:1", "FROM a\n"), line -> {}, () -> false))
        .hasMessageContaining("without an image");

    assertThat(asked)
        .filteredOn(line -> line.startsWith("POST /build"))
        .singleElement()
        .asString()
        .containsPattern("buildargs=[^&]*NO_PROXY[^&]*[0-9a-f]{32}\\.boincwrapper\\.invalid");
  }

  @Test
  void aBuildAsksForANetworkThatIsNotTheHosts() {
    answers.put("GET /info", "{}");
    answers.put("GET /v4.0.0/libpod/info", "{}");

    assertThatThrownBy(
            () -> engine.build(Builds.request("a/b:1", "FROM a\n"), line -> {}, () -> false))
        .hasMessageContaining("without an image");

    assertThat(asked)
        .filteredOn(line -> line.startsWith("POST /build"))
        .singleElement()
        .asString()
        .containsPattern("nsoptions=[^&]*%22Host%22%3Afalse");
  }

  @Test
  void whoLeavesWaitsForABuildThatIsBeingGivenUpButNotForLong() throws Exception {
    answers.put("GET /info", "{}");
    answers.put("GET /v4.0.0/libpod/info", "{}");
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> end = new CompletableFuture<>();
    building =
        () -> {
          begun.countDown();
          end.join();
        };
    CompletableFuture<Void> build =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(
                        () ->
                            engine.build(
                                Builds.request("a/b:1", "FROM a\n"), line -> {}, () -> false))
                    .isInstanceOf(EngineException.class));
    begun.await();

    Duration before = clock.passed();
    engine.close();
    assertThat(clock.passed().minus(before))
        .isBetween(Duration.ofSeconds(4), Duration.ofMillis(4100));

    end.complete(null);
    build.get(20, TimeUnit.SECONDS);
    before = clock.passed();
    engine.close();
    assertThat(clock.passed()).isEqualTo(before);
  }

  /** Of a container whose first process is 4711. */
  private void running(String group, char state) {
    processes.container(4711, "c1", "pid:[4026532402]", group);
    processes.state(4711, state);
    answers.put(
        "GET /containers/c1/json",
        "{\"Id\":\"c1\",\"State\":{\"Status\":\"running\",\"Pid\":4711}}");
  }

  @Test
  void aContainerWithoutAGroupWhoseFirstProcessIsStoppedIsPaused() throws EngineException {
    running("0::/user.slice\n", 'T');
    assertThat(engine.inspect("c1").orElseThrow().status()).isEqualTo(ContainerStatus.PAUSED);

    running("0::/user.slice\n", 'S');
    assertThat(engine.inspect("c1").orElseThrow().status()).isEqualTo(ContainerStatus.RUNNING);
  }

  @Test
  void aContainerWithAGroupIsWhatTheEngineSays() throws EngineException {
    running("0::/machine/libpod-c1\n", 'T');

    assertThat(engine.inspect("c1").orElseThrow().status()).isEqualTo(ContainerStatus.RUNNING);
  }

  /** RHEL 8: the only group of its own is in the hierarchy in which systemd counts processes. */
  @Test
  void aGroupThatCannotFreezeIsNone() throws EngineException {
    String others = "6:freezer:/\n2:cpuacct:/user.slice\n";
    running(others + "1:name=systemd:/user@1000.service/c1\n0::/user@1000.service/c1\n", 'T');
    assertThat(engine.inspect("c1").orElseThrow().status()).isEqualTo(ContainerStatus.PAUSED);
  }

  /** Whoever has a group can be paused another time. */
  @Test
  void aRefusedPauseOfAContainerWithAGroupIsARefusal() {
    running("0::/machine/libpod-c1\n", 'S');
    answers.put("POST /containers/c1/pause", "refused");

    assertThatThrownBy(() -> engine.pause("c1"))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE));
  }

  @Test
  void anAppThatDoesNotHearItIsKilledAfterItsGrace() throws EngineException {
    container("running");
    effects.put("POST /containers/c1/kill?signal=SIGKILL", () -> container("exited"));

    engine.stop("c1", Duration.ofMillis(1));

    assertThat(asked)
        .containsSubsequence(
            "POST /containers/c1/kill?signal=SIGINT", "POST /containers/c1/kill?signal=SIGKILL");
  }

  @Test
  void whoIsSlowToEndHasTheWholeGrace() throws EngineException {
    container("running");
    Duration begin = clock.passed();
    clock.after(Duration.ofMinutes(2), () -> container("exited"));

    engine.stop("c1", Duration.ofMinutes(3));

    assertThat(clock.passed().minus(begin)).isEqualTo(Duration.ofMinutes(2));
    assertThat(asked).noneMatch(line -> line.contains("KILL"));
  }

  @Test
  void whoOutlivesItsKillIsTold() {
    container("running");
    Duration begin = clock.passed();

    assertThatThrownBy(() -> engine.stop("c1", Duration.ofSeconds(10)))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE))
        .hasMessageContaining("it still runs 20 s after SIGKILL");
    assertThat(clock.passed().minus(begin)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anInterruptEndsAStop() {
    container("running");
    clock.interruptNext();

    assertThatThrownBy(() -> engine.stop("c1", Duration.ofSeconds(10)))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(asked).noneMatch(line -> line.contains("KILL"));
  }

  @Test
  void withoutAGraceItIsKilledAtOnce() throws EngineException {
    container("running");
    effects.put("POST /containers/c1/kill?signal=SIGKILL", () -> container("exited"));

    engine.stop("c1", Duration.ZERO);

    assertThat(asked).noneMatch(line -> line.contains("SIGINT"));
  }

  /** Podman's own wait keeps a CPU of the host busy. */
  @Test
  void theEndIsLearntFromTheEvents() throws Exception {
    container("running");
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    answers.put("GET /events", DIED);
    engine.awaitExit("c1", end::complete);
    container("exited", 7, "");

    assertThat(end.get(20, TimeUnit.SECONDS)).hasValue(7);
    assertThat(asked).noneMatch(line -> line.contains("/wait"));
    assertThat(asked).anyMatch(line -> line.matches("GET /events\\?.*since=.*until=.*"));
  }

  @Test
  void theEndOfAContainerThatIsRemovedAtOnceIsToldToo() throws Exception {
    container("running");
    String code = "\"ID\":\"c1\",\"Attributes\":{\"containerExitCode\":\"137\"}";
    answers.put("GET /events", DIED.replace("\"ID\":\"c1\"", code));
    AtomicInteger looks = new AtomicInteger();
    String look = "GET /containers/c1/json";
    effects.put(
        look,
        () -> {
          if (looks.incrementAndGet() == 2) {
            answers.put(look, "gone");
          }
        });
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    engine.awaitExit("c1", end::complete);

    assertThat(end.get(20, TimeUnit.SECONDS)).hasValue(137);
  }

  @Test
  void wherePodmanTellsNoEventsTheEndIsSeenAllTheSame() throws Exception {
    container("running");
    answers.put("GET /events", "gone");
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    engine.awaitExit("c1", end::complete);
    container("exited", 3, "");

    assertThat(end.get(20, TimeUnit.SECONDS)).hasValue(3);
  }

  /** As of a container whose monitor was killed. */
  @Test
  void aRemovalThatFailsIsTriedOnceMore() throws EngineException {
    answers.put("DELETE /containers/c1", "refused");
    answers.put("GET /containers/c1/json", "gone");

    engine.remove("c1");

    assertThat(asked).filteredOn(line -> line.startsWith("DELETE")).hasSize(2);
    container("exited");
    assertThatThrownBy(() -> engine.remove("c1")).isInstanceOf(EngineException.class);
  }

  /** Somebody has killed the monitor that would have noted it (5.4.2). */
  @Test
  void anEndWhoseCodePodmanDoesNotKnowIsNone() throws Exception {
    container("running");
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    engine.awaitExit("c1", end::complete);
    container("exited", -1, "");

    assertThat(end.get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void andEachSecondIsEnoughToLook() throws Exception {
    container("running");
    answers.put("GET /events", "gone");
    Duration begin = clock.passed();
    clock.after(Duration.ofMinutes(1), () -> container("exited", 3, ""));
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    engine.awaitExit("c1", end::complete);

    assertThat(end.get(20, TimeUnit.SECONDS)).hasValue(3);
    assertThat(clock.passed().minus(begin)).isEqualTo(Duration.ofMinutes(1));
    assertThat(asked.stream().filter(line -> line.endsWith("/c1/json"))).hasSize(62);
  }

  @Test
  void aPodmanThatGoesAwayIsNoEnd() throws Exception {
    container("running");
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();
    engine.awaitExit("c1", end::complete);
    server.close();

    assertThat(end.get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void pastEventsAreReadToTheirEnd() throws EngineException {
    answers.put("GET /events", DIED + DIED);

    assertThat(engine.events("c1", Instant.EPOCH)).hasSize(2);

    assertThat(asked)
        .anyMatch(line -> line.contains("stream=false"))
        .noneMatch(line -> line.contains("until="));
  }

  /** As 5.4.2 answers where its configuration says {@code events_logger="none"}. */
  @Test
  void aPodmanWithoutEventsIsWatchedAllTheSame() throws EngineException {
    answers.put("GET /info", "{}");
    answers.put("GET /events", "refused");
    answers.put("GET /libpod/containers/c1/json", "{}");

    engine.watch("c1", Instant.EPOCH, event -> {}).close();

    assertThat(engine.events("c1", Instant.EPOCH)).isEmpty();
  }

  @Test
  void processorsAreLimitedByPodmansOwnWords() throws EngineException {
    engine.limitCpus("c1", 0.5);

    assertThat(asked).contains("POST /v4.0.0/libpod/containers/c1/update");
  }

  /** Podman would make it. */
  @Test
  void aSourceThatIsMissingIsRefused() {
    Path missing = directory.resolve("missing");
    ContainerPlan plan =
        SamplePlans.on(
            Engine.Kind.PODMAN,
            SamplePlans.plan(
                "c", List.of("true"), List.of(new Bind(missing.toString(), "/in", true)), "none"));

    assertThatThrownBy(() -> engine.create(plan))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(missing.toString());
    assertThat(asked).noneMatch(line -> line.contains("/create"));
  }

  /** For one that is not there it would make a timer, which not every user may. */
  @Test
  void aHealthCheckThatIsNotThereIsNotSwitchedOff() throws Exception {
    ContainerPlan plan = SamplePlans.on(Engine.Kind.PODMAN, SamplePlans.script("c", "true"));
    String image = "GET /v4.0.0/libpod/images/" + plan.image() + "/json";
    answers.put("POST /containers/create", "{\"Id\":\"c1\"}");

    answers.put(image, "{\"Id\":\"i1\",\"Healthcheck\":{\"Test\":[\"CMD\",\"true\"]}}");
    engine.create(plan);
    assertThat(bodies).last().asString().contains("\"Healthcheck\":{\"Test\":[\"NONE\"]}");

    answers.put(image, "{\"Id\":\"i1\"}");
    engine.create(plan);
    assertThat(bodies).last().asString().doesNotContain("Healthcheck");
  }
}
