package net.boincwrapper.engine.podman;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.engine.http.UnixCall;
import net.boincwrapper.harness.EngineCondition;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.Mounts;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.Volunteer;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The host's Podman, which nobody has started, with a storage of this test's own. */
@Timeout(120)
class PodmanServiceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LONG = 60;
  private static final int SHORT = 2;

  private static final String CONTAINERS_CONF =
      """
      [engine]
      runtime = "runc"
      cgroup_manager = "cgroupfs"
      events_logger = "file"
      """;

  /** As ProtectSystem=strict does. */
  private static final String PROTECT =
      """
      set -e
      for directory in /tmp /var/tmp; do
        mount --bind "$directory" "$directory"
        mount -o remount,bind,ro "$directory"
      done
      exec "$@"
      """;

  private Path root;
  private Path directory;
  private String home;

  /**
   * Whether the user is in a unit like that of the client before 8.2.15, and names no directory.
   */
  private boolean protectedSystem;

  private final List<Process> users = new ArrayList<>();

  @BeforeEach
  void aHostWithPodman() throws IOException {
    // Not below /tmp, which may be in memory.
    root = Files.createTempDirectory(Path.of("/var/tmp"), "dw-service-");
    directory = root.resolve("docker_wrapper/podman");
    home = root.toString();
    Files.writeString(root.resolve("containers.conf"), CONTAINERS_CONF);
    Path classes = Files.createDirectories(root.resolve("classes/net/boincwrapper"));
    Path program = placeOf(PodmanService.class); // the jar, where that is made already
    if (Files.isDirectory(program)) {
      copy(program.resolve("net/boincwrapper/engine"), classes);
      copy(program.resolve("net/boincwrapper/time"), classes);
    } else {
      copy(program, root.resolve("program.jar"));
    }
    copy(placeOf(ServiceUser.class).resolve("net/boincwrapper/engine"), classes);
    copy(placeOf(PathUtils.class), root.resolve("library.jar"));
  }

  private static Path placeOf(Class<?> one) {
    return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** Where any user can read it. */
  private static void copy(Path from, Path to) {
    Shell.succeed("cp", "--recursive", from.toString(), to.toString());
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    users.forEach(Process::destroyForcibly);
    services().forEach(ProcessHandle::destroyForcibly);
    String shared = sharedRuntimeDirectory();
    // What holds a user's namespace.
    Shell.run("find", root.toString(), shared, "-name", "pause.pid", "-exec", "cat", "{}", ";")
        .output()
        .lines()
        .forEach(pid -> Shell.run("kill", "-KILL", pid));
    Mounts.unmountBelow(root);
    Shell.run("rm", "--recursive", "--force", "--one-file-system", root.toString(), shared);
  }

  private static String sharedRuntimeDirectory() {
    String user = Shell.run("id", "--user", EngineCondition.unprivilegedUser()).output().strip();
    return "/dev/shm/docker-wrapper-" + user;
  }

  private void moveTo(Path elsewhere) {
    Path moved = elsewhere.resolve(name(root));
    Shell.succeed("mv", root.toString(), moved.toString());
    root = moved;
    directory = root.resolve("docker_wrapper/podman");
    home = root.toString();
  }

  private void give(Volunteer who) {
    if (who == Volunteer.UNPRIVILEGED) {
      Shell.succeed("chown", "--recursive", EngineCondition.unprivilegedUser(), root.toString());
    }
  }

  /** A wrapper, so far as it needs Podman. */
  private Process user(Volunteer who, int seconds) throws IOException {
    List<String> command = new ArrayList<>();
    if (protectedSystem) {
      command.addAll(List.of("unshare", "--mount", "/bin/sh", "-c", PROTECT, "sh"));
    }
    if (who == Volunteer.UNPRIVILEGED) {
      String name = EngineCondition.unprivilegedUser();
      command.addAll(List.of("setpriv", "--reuid", name, "--regid", name, "--clear-groups", "--"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            root + "/classes:" + root + "/program.jar:" + root + "/library.jar",
            ServiceUser.class.getName(),
            directory.toString(),
            String.valueOf(seconds)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.directory(root.toFile());
    builder.environment().remove("XDG_RUNTIME_DIR");
    builder.environment().put("HOME", home);
    builder.environment().put("XDG_DATA_HOME", home + "/data");
    if (!protectedSystem) {
      builder.environment().put("TMPDIR", root.toString());
    }
    builder.environment().put("CONTAINERS_CONF", root.resolve("containers.conf").toString());
    if (who == Volunteer.THE_TESTER) {
      String conf =
          "[storage]\ndriver = \"overlay\"\ngraphroot = \"%1$s/root\"\nrunroot = \"%1$s/run\"\n";
      Path file = Files.writeString(root.resolve("storage.conf"), conf.formatted(root));
      builder.environment().put("CONTAINERS_STORAGE_CONF", file.toString());
    }
    Process process = builder.start();
    users.add(process);
    return process;
  }

  private static String answer(Process user) throws IOException {
    BufferedReader lines = user.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(lines.readLine());
  }

  /** Those of this test that are nobody's children; a user's Podman has one child that works. */
  private List<ProcessHandle> services() {
    return Shell.run("pgrep", "--full", "podman system service .*" + idOfThisTest())
        .output()
        .lines()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .filter(process -> process.parent().map(parent -> parent.pid() == 1).orElse(true))
        .toList();
  }

  private String idOfThisTest() {
    Path socket = place().socket();
    return socket.startsWith(root) ? root.getFileName().toString() : name(socket);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private ServicePlace place() {
    try {
      Path self = Path.of("/proc/self");
      int user = (int) Files.getAttribute(self, "unix:uid");
      return new ServicePlace(directory, user, Files.getOwner(self));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessHandle theService() {
    assertThat(services()).hasSize(1);
    return services().get(0);
  }

  private static void assertAnswers(String socket) throws IOException {
    Duration time = Duration.ofSeconds(20);
    HttpRequest ping = HttpRequest.get("/_ping");
    try (UnixCall call = UnixCall.open(Path.of(socket), time, null)) {
      ping.writeTo(call.output());
      try (HttpAnswer answer = HttpAnswer.read(call, ping, CallLimits.call(time))) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsKey("Libpod-API-Version");
      }
    }
  }

  /** As the client does ({@code lib/proc_control.cpp:kill_descendants}). */
  private static void killWithDescendants(Process user) {
    List<ProcessHandle> all = user.descendants().toList();
    user.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @ParameterizedTest
  @EnumSource
  void itIsSharedOutlivesWhoStartedItIsReplacedWhenItDiesAndEnds(Volunteer who) throws Exception {
    give(who);

    // Two at once start one.
    Process one = user(who, LONG);
    Process other = user(who, LONG);
    String socket = answer(one);
    assertThat(socket).isEqualTo(directory.resolve("podman.sock").toString());
    assertThat(answer(other)).isEqualTo(socket);
    ProcessHandle service = theService();
    assertAnswers(socket);

    // It is nobody's descendant: the end of both is not its own.
    killWithDescendants(one);
    killWithDescendants(other);
    one.waitFor();
    other.waitFor();
    assertThat(theService()).isEqualTo(service);
    assertAnswers(socket);

    // One that was killed leaves its socket behind, at which nobody listens.
    kill(service);
    awaitEnd(socket);
    assertThat(Path.of(socket)).exists();
    assertThat(answer(user(who, SHORT))).isEqualTo(socket);
    assertThat(theService()).isNotEqualTo(service);
    assertAnswers(socket);

    // It ends when nobody has needed it for a while.
    Eventually.await("its end", PATIENCE, () -> services().isEmpty(), () -> services().toString());
    assertThat(Path.of(socket)).doesNotExist();
  }

  @Test
  void itBuildsInAUnitThatMakesItsTemporaryDirectoriesReadOnly() throws IOException {
    protectedSystem = true;
    moveTo(Path.of("/var/lib"));
    Path context = Files.createDirectory(root.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
    give(Volunteer.UNPRIVILEGED);

    Path first = directory;
    buildAndLoad(context);
    assertThat(Path.of(sharedRuntimeDirectory())).isDirectory();

    // One of the user's data directories goes while another is in use.
    directory = root.resolve("docker_wrapper/other");
    String socket = buildAndLoad(context);
    Shell.succeed("rm", "--recursive", first.toString());
    buildAndLoad(socket, context);

    // Nor does it matter that somebody has removed the directory.
    services().forEach(PodmanServiceIT::kill);
    awaitEnd(socket);
    Shell.succeed("rm", "--recursive", root.resolve("data/containers/docker-wrapper").toString());
    buildAndLoad(context);
  }

  private static void kill(ProcessHandle service) {
    service.descendants().forEach(ProcessHandle::destroyForcibly);
    service.destroyForcibly();
  }

  private void awaitEnd(String socket) {
    Eventually.await(
        "its end",
        PATIENCE,
        () -> !UnixCall.accepts(Path.of(socket), Duration.ofSeconds(1)),
        () -> services().toString());
  }

  private String buildAndLoad(Path context) throws IOException {
    String socket = answer(user(Volunteer.UNPRIVILEGED, LONG));
    assertThat(socket).startsWith(directory.toString());
    buildAndLoad(socket, context);
    return socket;
  }

  private static void buildAndLoad(String socket, Path context) {
    String host = "DOCKER_HOST=unix://" + socket;
    Shell.succeed("env", "DOCKER_BUILDKIT=0", host, "docker", "build", "-t", "x", context + "");
    Shell.succeed("sh", "-c", "docker -H $0 save x | docker -H $0 load", "unix://" + socket);
  }

  @Test
  void itListensWhereAUrlWouldBeCutOff() throws IOException {
    directory = root.resolve("50% #1?/podman");

    String socket = answer(user(Volunteer.THE_TESTER, SHORT));

    assertThat(socket).isEqualTo(directory.resolve("podman.sock").toString());
    assertAnswers(socket);
  }

  @Test
  void itListensWhateverThePathOfTheDirectory() throws IOException {
    directory = root.resolve("a client's data, ü " + "x".repeat(100));

    String socket = answer(user(Volunteer.THE_TESTER, SHORT));

    assertThat(socket).startsWith("/tmp/docker-wrapper-");
    assertAnswers(socket);
  }

  @Test
  void aUserWithoutAHomeIsToldSo() throws IOException {
    give(Volunteer.UNPRIVILEGED);
    home = "/nonexistent";

    assertThat(answer(user(Volunteer.UNPRIVILEGED, SHORT)))
        .contains("starting a service of Podman's (/usr/bin/podman): it has ended")
        .contains("/nonexistent")
        .contains("set HOME to a directory that it can write");
    Optional<ProcessHandle> left = services().stream().findFirst();
    assertThat(left).isEmpty();
  }
}
