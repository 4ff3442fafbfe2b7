package net.boincwrapper.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A Podman of an unprivileged user who has no session, no control group and no subuids, as the user
 * {@code boinc} of a package is. It has the base image.
 */
public final class RootlessPodman implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String CONTAINERS_CONF =
      """
      [containers]
      default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
      [engine]
      runtime = "runc"
      events_logger = "file"
      tmp_dir = "%1$s/tmp"
      """;

  /** Without subuids, all files of an image have to belong to one user. */
  private static final String STORAGE_CONF =
      """
      [storage]
      driver = "overlay"
      graphroot = "%1$s/root"
      runroot = "%1$s/run"
      [storage.options.overlay]
      ignore_chown_errors = "true"
      """;

  private final String user;
  private final Path directory;
  private Process service;

  private RootlessPodman(String user, Path directory, String settings) throws IOException {
    this.user = user;
    this.directory = directory;
    Files.writeString(
        directory.resolve("containers.conf"), CONTAINERS_CONF.formatted(directory) + settings);
    Files.writeString(directory.resolve("storage.conf"), STORAGE_CONF.formatted(directory));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Shell.succeed("chown", "-R", user + ":", directory.toString());
    service = launch();
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(asUser("podman", "system", "service", "--time=0", host()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(directory.resolve("log").toFile()));
    return builder.directory(directory.toFile()).start();
  }

  private void awaitAnswer() {
    Eventually.await(
        "an answer of Podman", PATIENCE, () -> docker("version").status() == 0, this::log);
  }

  /** Where that cannot be, the test is skipped with the reason, and fails under CI. */
  public static RootlessPodman start() throws IOException {
    return start("");
  }

  /** As {@link #start}, on a host without catatonit. */
  public static RootlessPodman startWithoutInit() throws IOException {
    return start("init_path = \"/nonexistent/catatonit\"\n");
  }

  /**
   * @param settings lines for the table {@code [engine]} of containers.conf
   */
  private static RootlessPodman start(String settings) throws IOException {
    String user = EngineCondition.unprivilegedUser();
    OwnPodman.OBSTACLE.ifPresent(
        reason -> {
          if (System.getenv("CI") != null) {
            throw new AssertionError(reason);
          }
          System.out.println("skipped: rootless Podman: " + reason);
          Assumptions.abort(reason);
        });
    // Podman refuses a runroot of more than 50 characters, but only where that is given by a flag:
    // to
    // what notes a container's end. Nobody would be told of that.
    Path directory =
        Files.createDirectory(Path.of("/var/tmp/dwr-" + ProcessHandle.current().pid()));
    RootlessPodman podman = new RootlessPodman(user, directory, settings);
    try {
      podman.awaitAnswer();
      podman.load();
    } catch (AssertionError | RuntimeException e) {
      podman.close();
      throw e;
    }
    EngineUnderTest.set(Optional.of(podman.host()));
    return podman;
  }

  /** Who it belongs to. */
  public String user() {
    return user;
  }

  /** What {@code DOCKER_HOST} has to be for it. */
  public String host() {
    return "unix://" + directory.resolve("podman.sock");
  }

  /**
   * As the end of the user's manager: all processes hear SIGTERM at the same time, and those that
   * are still there some time later are killed. Then the service is started again.
   *
   * @param runtimeFiles whether the runtime directory goes away as well, as below {@code /run/user}
   */
  public void loseAllProcesses(boolean runtimeFiles) throws IOException {
    signalAll("TERM");
    Eventually.pass(Duration.ofSeconds(2));
    signalAll("KILL");
    end(service);
    if (runtimeFiles) {
      Shell.succeed("rm", "--recursive", "--force", directory + "/tmp", directory + "/run");
    }
    service = launch();
    awaitAnswer();
  }

  private void signalAll(String signal) throws IOException {
    List<String> pids = new ArrayList<>();
    for (String monitor : monitors()) {
      ProcessHandle.of(Long.parseLong(monitor)).stream()
          .flatMap(ProcessHandle::descendants)
          .forEach(process -> pids.add(String.valueOf(process.pid())));
      pids.add(monitor);
    }
    pids.addAll(pause());
    pids.add(String.valueOf(service.pid()));
    pids.forEach(pid -> Shell.run("kill", "-" + signal, pid));
  }

  private List<String> monitors() {
    return Shell.run("pgrep", "--uid", user, "--full", "conmon .*" + directory)
        .output()
        .lines()
        .toList();
  }

  /** The process that keeps the user's namespaces. */
  private List<String> pause() throws IOException {
    Path file = directory.resolve("tmp").resolve("pause.pid");
    return Files.exists(file) ? List.of(Files.readString(file).strip()) : List.of();
  }

  /** Nothing of this process's environment, which is root's. */
  private List<String> asUser(String... command) {
    List<String> whole =
        new ArrayList<>(
            List.of("setpriv", "--reuid", user, "--regid", user, "--clear-groups", "env", "-i"));
    whole.add("PATH=" + System.getenv("PATH"));
    whole.add("HOME=" + directory);
    whole.add("TMPDIR=" + directory);
    whole.add("CONTAINERS_CONF=" + directory.resolve("containers.conf"));
    whole.add("CONTAINERS_STORAGE_CONF=" + directory.resolve("storage.conf"));
    whole.addAll(List.of(command));
    return whole;
  }

  private Shell.Result docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "--host", host()));
    command.addAll(List.of(arguments));
    return Shell.run(command);
  }

  private void load() {
    Path image = directory.resolve("image.tar");
    Shell.succeed("docker", "save", "--output", image.toString(), TaskHarness.IMAGE);
    Shell.succeed("docker", "--host", host(), "load", "--input", image.toString());
  }

  private String log() {
    return Shell.run("tail", "-n", "30", directory.resolve("log").toString()).output();
  }

  @Override
  public void close() {
    EngineUnderTest.set(Optional.empty());
    docker("ps", "--all", "--quiet")
        .output()
        .lines()
        .forEach(id -> docker("rm", "--force", "--volumes", id));
    end(service);
    try {
      signalAll("KILL");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Mounts.unmountBelow(directory);
    Shell.run("rm", "--recursive", "--force", "--one-file-system", directory.toString());
  }

  private static void end(Process process) {
    process.destroy();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
