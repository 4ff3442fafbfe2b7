package net.boincwrapper.harness;

import java.io.IOException;
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
  private final Process service;

  private RootlessPodman(String user, Path directory) throws IOException {
    this.user = user;
    this.directory = directory;
    Files.writeString(directory.resolve("containers.conf"), CONTAINERS_CONF.formatted(directory));
    Files.writeString(directory.resolve("storage.conf"), STORAGE_CONF.formatted(directory));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Shell.succeed("chown", "-R", user + ":", directory.toString());
    ProcessBuilder builder =
        new ProcessBuilder(asUser("podman", "system", "service", "--time=0", host()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(directory.resolve("log").toFile()));
    service = builder.directory(directory.toFile()).start();
  }

  /** Where that cannot be, the test is skipped with the reason, and fails under CI. */
  public static RootlessPodman start() throws IOException {
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
    RootlessPodman podman = new RootlessPodman(user, directory);
    try {
      Eventually.await(
          "an answer of Podman",
          PATIENCE,
          () -> podman.docker("version").status() == 0,
          podman::log);
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
    service.destroy();
    try {
      service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    service.destroyForcibly();
    // The process that keeps the user's namespaces, and monitors of containers.
    Shell.run("pgrep", "--uid", user, "--full", "catatonit -P|conmon .*" + directory)
        .output()
        .lines()
        .forEach(pid -> Shell.run("kill", "-KILL", pid));
    Mounts.unmountBelow(directory);
    Shell.run("rm", "--recursive", "--force", "--one-file-system", directory.toString());
  }
}
