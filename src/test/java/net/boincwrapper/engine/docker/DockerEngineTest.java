package net.boincwrapper.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.http.FakeHttpServer;
import net.boincwrapper.plan.SamplePlans;
import net.boincwrapper.time.FakeHostClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be had from the engine of this machine: Podman's ways, and an engine that fails. */
@Timeout(60)
class DockerEngineTest {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> once = new ConcurrentHashMap<>();
  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private final Map<String, Runnable> effects = new ConcurrentHashMap<>();
  private final Queue<String> paths = new ConcurrentLinkedQueue<>();

  @TempDir Path directory;
  private FakeHttpServer server;
  private Engine engine;

  @BeforeEach
  void start() throws IOException {
    server =
        FakeHttpServer.start(
            directory,
            connection -> {
              String[] request = connection.receiveUntil("\r\n\r\n").split(" ", 3);
              String asked = request[0] + " " + request[1].split("\\?", 2)[0];
              paths.add(request[1]);
              bodyOf(request[2], connection).ifPresent(bodies::add);
              effects.getOrDefault(asked, () -> {}).run();
              Optional<String> first = Optional.ofNullable(once.remove(asked));
              connection.send(
                  first.orElse(answers.getOrDefault(asked, status(404, "no such route"))));
            });
    engine =
        DockerEngine.open(
            server.socket(),
            Duration.ofSeconds(20),
            new FakeHostClock(),
            directory.resolve("proc"));
  }

  /**
   * Docker 29 refuses versions below 1.44, and 20.10 those above 1.41: without one, each engine
   * speaks its newest. (Podman's own API is another.)
   */
  @AfterEach
  void noRequestNamesAVersionOfDockersApi() {
    assertThat(paths).noneMatch(path -> path.startsWith("/v") && !path.contains("/libpod/"));
  }

  @AfterEach
  void stop() throws IOException {
    engine.close();
    server.close();
  }

  private void on(String request, String answer) {
    answers.put(request, answer);
  }

  private static Optional<String> bodyOf(String head, FakeHttpServer.Connection connection)
      throws IOException {
    Matcher length = Pattern.compile("(?i)Content-Length: (\\d+)").matcher(head);
    return length.find()
        ? Optional.of(connection.receive(Integer.parseInt(length.group(1))))
        : Optional.empty();
  }

  private void meanwhile(String request, Runnable effect) {
    effects.put(request, effect);
  }

  private void container(String state) {
    on("GET /containers/c1/json", ok("{\"Id\":\"c1\",\"State\":{" + state + "}}"));
  }

  private static String ok(String json) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
  }

  private static String status(int status, String message) {
    String json = "{\"message\":\"" + message + "\"}";
    return "HTTP/1.1 %d x\r\nContent-Length: %d\r\n\r\n%s".formatted(status, json.length(), json);
  }

  private static void assertKind(Kind kind, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  @Test
  void podmansServerErrorsAreAlreadySoWhereTheStateSaysSo() throws EngineException {
    for (String verb : new String[] {"pause", "kill", "start", "stop"}) {
      on("POST /containers/c1/" + verb, status(500, "container state improper"));
    }

    container("\"Status\":\"paused\"");
    engine.pause("c1");
    container("\"Status\":\"exited\"");
    engine.signal("c1", "SIGTERM");
    engine.stop("c1", Duration.ofSeconds(1));
    container("\"Status\":\"running\"");
    engine.start("c1");
  }

  @Test
  void aServerErrorIsOneWhereTheStateDoesNotExplainIt() {
    on("POST /containers/c1/pause", status(500, "no space left"));
    container("\"Status\":\"running\"");

    assertKind(Kind.RETRYABLE, () -> engine.pause("c1"));
  }

  @Test
  void aProgramThatTheEngineCannotRunIsToldByItsExitCode() {
    on("POST /containers/c1/start", status(400, "some words"));
    container("\"Status\":\"created\",\"ExitCode\":127,\"Error\":\"exec: nothing\"");
    assertKind(Kind.NOT_RUNNABLE, () -> engine.start("c1"));

    container("\"Status\":\"created\",\"ExitCode\":128,\"Error\":\"mount failed\"");
    assertKind(Kind.FINAL, () -> engine.start("c1"));
  }

  /** As {@code docker network prune} does with one that no running container is in. */
  @Test
  void aNetworkThatSomebodyHasRemovedBeforeTheStartIsMadeAgain() throws EngineException {
    on("POST /containers/c1/start", status(404, "network boincwrapper not found"));
    on("GET /containers/c1/json", ok("{\"HostConfig\":{\"NetworkMode\":\"boincwrapper\"}}"));
    on("POST /networks/create", ok("{\"Id\":\"n1\"}"));
    effects.put(
        "POST /networks/create",
        () -> on("POST /containers/c1/start", "HTTP/1.1 204 x\r\nContent-Length: 0\r\n\r\n"));

    engine.start("c1");

    assertThat(paths).contains("/networks/create");
  }

  @Test
  void theNetworkGetsTheInterfaceThatTheRulesAreFor() throws Exception {
    assertThat(madeNetwork()).contains("boincwrapper0");
  }

  /**
   * A second daemon would take the interface, and its address away from the first one's network.
   */
  @Test
  void anInterfaceThatIsThereIsNotAskedFor() throws Exception {
    Files.createDirectories(directory.resolve("proc/sys/net/ipv4/conf/boincwrapper0"));

    assertThat(madeNetwork()).doesNotContain("boincwrapper0");
  }

  private String madeNetwork() throws Exception {
    on("POST /containers/create", ok("{\"Id\":\"c1\"}"));
    on("POST /networks/create", ok("{\"Id\":\"n1\"}"));

    engine.create(SamplePlans.plan("c1", List.of("true"), List.of(), ContainerPlan.BRIDGE));

    return bodies.stream().filter(it -> it.contains("Driver")).findFirst().orElseThrow();
  }

  private static final long LAYER = 123_456_789;

  private String createLimited() throws EngineException {
    return engine.create(SamplePlans.withLayer(SamplePlans.script("c1", "true"), LAYER));
  }

  private List<Boolean> askedForALimit() {
    return bodies.stream().map(body -> body.contains("\"size\":\"123456789\"")).toList();
  }

  @Test
  void anEngineThatCanLimitsTheLayer() throws EngineException {
    on("POST /containers/create", ok("{\"Id\":\"c1\"}"));

    assertThat(createLimited()).isEqualTo("c1");

    assertThat(askedForALimit()).containsExactly(true);
  }

  @Test
  void oneThatRefusesIsAskedWithoutALimitAndForNoneAgain() throws EngineException {
    once.put("POST /containers/create", status(500, "storage-opt is supported only for some"));
    on("POST /containers/create", ok("{\"Id\":\"c1\"}"));

    assertThat(createLimited()).isEqualTo("c1");
    assertThat(createLimited()).isEqualTo("c1");

    assertThat(askedForALimit()).containsExactly(true, false, false);
  }

  @Test
  void whatIsRefusedWithoutALimitTooHadAnotherReason() throws EngineException {
    on("POST /containers/create", status(500, "no space left"));
    assertKind(Kind.RETRYABLE, this::createLimited);

    on("POST /containers/create", ok("{\"Id\":\"c1\"}"));
    createLimited();

    assertThat(askedForALimit()).containsExactly(true, false, true);
  }

  @Test
  void aTakenNameIsNoMatterOfLimits() {
    on("POST /containers/create", status(409, "the name is in use"));

    assertKind(Kind.RETRYABLE, this::createLimited);

    assertThat(askedForALimit()).containsExactly(true);
  }

  @Test
  void aNetworkThatIsNotOursIsNotMade() {
    on("POST /containers/c1/start", status(404, "network other not found"));
    on("GET /containers/c1/json", ok("{\"HostConfig\":{\"NetworkMode\":\"other\"}}"));

    assertKind(Kind.NOT_FOUND, () -> engine.start("c1"));

    assertThat(paths).doesNotContain("/networks/create");
  }

  @Test
  void aContainerThatVanishesWhileItStartsIsNotFound() {
    on("POST /containers/c1/start", status(404, "no such container"));

    assertKind(Kind.NOT_FOUND, () -> engine.start("c1"));
  }

  @Test
  void aRemovalBySomebodyElseIsWaitedFor() throws EngineException {
    on("DELETE /containers/c1", status(409, "removal is in progress"));
    on("POST /containers/c1/wait", ok("{\"StatusCode\":0}\n"));

    engine.remove("c1");
  }

  @Test
  void anEngineThatGoesAwayEndsTheWaitWithoutACode() throws Exception {
    container("\"Status\":\"running\"");
    on("POST /containers/c1/wait", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    CompletableFuture<OptionalInt> end = new CompletableFuture<>();

    engine.awaitExit("c1", end::complete);

    assertThat(end.get(20, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void anEngineThatEndsItsAnswerInOrderWithoutACodeIsGoneAsWell() throws Exception {
    container("\"Status\":\"running\"");
    CompletableFuture<OptionalInt> empty = new CompletableFuture<>();
    CompletableFuture<OptionalInt> failed = new CompletableFuture<>();

    on("POST /containers/c1/wait", ok(""));
    engine.awaitExit("c1", empty::complete);
    assertThat(empty.get(20, TimeUnit.SECONDS)).isEmpty();

    on("POST /containers/c1/wait", ok("{\"StatusCode\":-1,\"Error\":{\"Message\":\"x\"}}\n"));
    engine.awaitExit("c1", failed::complete);
    assertThat(failed.get(20, TimeUnit.SECONDS)).isEmpty();
  }

  private void podmansRecord(String version, String state) {
    String json = "{\"Id\":\"c1\",\"State\":{%s}}".formatted(state);
    String head = "HTTP/1.1 200 OK\r\nLibpod-API-Version: " + version + "\r\nContent-Length: ";
    on("GET /events", head + "0\r\n\r\n");
    on("GET /v4.0.0/libpod/containers/c1/json", head + json.length() + "\r\n\r\n" + json);
  }

  private List<String> actions() throws EngineException {
    return engine.events("c1", Instant.EPOCH).stream().map(Engine.ContainerEvent::action).toList();
  }

  /** As of the user {@code boinc}, who may not read what the journal has of it. */
  @Test
  void wherePodmanRemembersNoEventItsRecordTells() throws EngineException {
    String ended =
        "\"Status\":\"exited\",\"ExitCode\":0,\"FinishedAt\":\"2026-11-30T07:38:05.4Z\",\"Pid\":0";
    podmansRecord("5.4.2", ended);
    assertThat(actions()).containsExactly("died");
    podmansRecord("4.7.0", ended + ",\"StoppedByUser\":true");
    assertThat(actions()).containsExactly("kill", "died");

    podmansRecord("4.3.1", ended); // which does not tell who stopped it
    assertThat(actions()).isEmpty();
    podmansRecord("5.4.2", ended.replace("\"ExitCode\":0", "\"ExitCode\":-1"));
    assertThat(actions()).isEmpty();
    podmansRecord("5.4.2", ended.replace("2026", "0001"));
    assertThat(actions()).isEmpty();
    podmansRecord("5.4.2", "\"Status\":\"running\",\"Pid\":42");
    assertThat(actions()).isEmpty();
  }

  /** The journal has not got it yet, or no longer. */
  @Test
  void wherePodmansEventsLackTheEndItsRecordTells() throws EngineException {
    podmansRecord(
        "5.4.2",
        "\"Status\":\"exited\",\"ExitCode\":0,\"FinishedAt\":\"2026-11-30T07:38:05.4Z\",\"Pid\":0");
    String start = "{\"Action\":\"start\",\"Actor\":{\"ID\":\"c1\"},\"timeNano\":1}\n";
    on(
        "GET /events",
        "HTTP/1.1 200 OK\r\nLibpod-API-Version: 5.4.2\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(start.length(), start));

    assertThat(actions()).containsExactly("start", "died");
  }

  @Test
  void podmanIsKnownByItsHeader() throws EngineException {
    String json = "{\"ServerVersion\":\"4.3.1\",\"SecurityOptions\":[\"name=rootless\"]}";
    on(
        "GET /info",
        "HTTP/1.1 200 OK\r\nLibpod-API-Version: 4.3.1\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(json.length(), json));

    Engine.EngineInfo info = engine.info();

    assertThat(info.kind()).isEqualTo(Engine.Kind.PODMAN);
    assertThat(info.rootless()).isTrue();
    assertThat(info.instance()).isEmpty();
    assertThat(info.cpuQuota()).isFalse();
  }

  @Test
  void anEngineSaysThatItLabelsItsContainers() throws EngineException {
    on("GET /info", ok("{\"SecurityOptions\":[\"name=seccomp,profile=default\"]}"));
    assertThat(engine.info().abilities().labelsContainers()).isFalse();

    on("GET /info", ok("{\"SecurityOptions\":[\"name=seccomp\",\"name=selinux\"]}"));
    assertThat(engine.info().abilities().labelsContainers()).isTrue();
  }

  /** So does Podman 4.3.1 of a user (tried). */
  @Test
  void aRootlessPodmanMaySaySoInAFieldOfItsOwn() throws EngineException {
    on("GET /info", ok("{\"Rootless\":true,\"SecurityOptions\":[\"name=seccomp\"]}"));

    assertThat(engine.info().rootless()).isTrue();
  }

  @Test
  void anEngineSaysThatItCannotLimitCpus() throws EngineException {
    on("GET /info", ok("{\"CpuCfsQuota\":false}"));
    assertThat(engine.info().cpuQuota()).isFalse();
  }

  /** Docker 20.10 with userns-remap says so in this way (tried). */
  @Test
  void aDaemonThatRemapsUsersIsNoRootlessOne() throws EngineException {
    on("GET /info", ok("{\"SecurityOptions\":[\"name=seccomp\",\"name=userns\"]}"));
    assertThat(engine.info().rootless()).isFalse();
    assertThat(engine.info().objection()).get(STRING).contains("remove userns-remap");
    assertKind(Kind.RETRYABLE, () -> engine.info().usable());

    on("GET /info", ok("{\"SecurityOptions\":[\"name=seccomp\",\"name=rootless\"]}"));
    assertThat(engine.info().rootless()).isTrue();
    assertThat(engine.info().objection()).isEmpty();
  }

  @Test
  void anEngineSaysWhichApiAndWhichStorageItHas() throws EngineException {
    String json =
        "{\"Driver\":\"overlay2\",\"DriverStatus\":[[\"Backing Filesystem\",\"xfs\"],[\"Supports"
            + " d_type\",\"true\"]]}";
    on(
        "GET /info",
        "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(json.length(), json));

    assertThat(engine.info().abilities().api()).isEqualTo("1.41");
    assertThat(engine.info().abilities().storage().driver()).isEqualTo("overlay2");
    assertThat(engine.info().abilities().storage().backing()).isEqualTo("xfs");
  }

  @Test
  void oneRunOfTheDaemonIsToldFromTheNextByItsBridge() throws EngineException {
    on("GET /info", ok("{\"ID\":\"A:B\",\"CgroupVersion\":\"2\",\"Runtimes\":{\"runc\":{}}}"));
    assertThat(engine.info().instance()).isEmpty();

    on("GET /networks/bridge", ok("{\"Id\":\"11\"}"));
    assertThat(engine.info().instance()).isEqualTo("A:B/11");
    on("GET /networks/bridge", ok("{\"Id\":\"22\"}"));
    assertThat(engine.info().instance()).isEqualTo("A:B/22");
    assertThat(engine.info().cgroupVersion()).isEqualTo(2);
    assertThat(engine.info().runtimes()).containsExactly("runc");
  }

  @Test
  void aPullIsJudgedByWhatTheEngineAnswers() {
    on("POST /images/create", status(404, "manifest unknown"));
    assertKind(Kind.NOT_FOUND, () -> engine.pull("x/y:1", line -> {}, () -> false));

    on("POST /images/create", status(500, "dial tcp: no such host"));
    assertKind(Kind.RETRYABLE, () -> engine.pull("x/y:1", line -> {}, () -> false));

    on("POST /images/create", ok("{\"errorDetail\":{\"message\":\"disk full\"}}\n"));
    assertKind(Kind.RETRYABLE, () -> engine.pull("x/y:1", line -> {}, () -> false));

    on("POST /images/create", ok("{\"status\":\"done\"}\n"));
    assertKind(Kind.RETRYABLE, () -> engine.pull("x/y:1", line -> {}, () -> false));
  }

  @Test
  void aPullThatLeavesTheImageIsOne() throws EngineException {
    on("POST /images/create", ok("{\"status\":\"done\"}\n"));
    on("GET /images/x/y:1/json", ok("{\"Id\":\"sha256:ab\"}"));

    engine.pull("x/y:1", line -> {}, () -> false);

    assertThat(engine.findImage("x/y:1")).map(Engine.ImageInfo::id).contains("sha256:ab");
  }

  @Test
  void aHungEngineMeetsTheTimeLimit(@TempDir Path other) throws IOException {
    try (FakeHttpServer silent = FakeHttpServer.start(other, c -> c.awaitClose())) {
      Engine hung = DockerEngine.open(silent.socket(), Duration.ofMillis(100), new FakeHostClock());

      assertKind(Kind.UNREACHABLE, hung::info);
      assertKind(Kind.UNREACHABLE, () -> hung.start("c1"));
      assertKind(Kind.UNREACHABLE, () -> hung.create(SamplePlans.script("c", "true")));
      assertKind(Kind.UNREACHABLE, () -> hung.awaitExit("c1", code -> {}));
      assertKind(Kind.UNREACHABLE, () -> hung.watch("c1", Instant.EPOCH, event -> {}));
      assertKind(Kind.UNREACHABLE, () -> hung.logTail("c1", 10));
      assertKind(Kind.UNREACHABLE, () -> hung.remove("c1"));
    }
  }
}
