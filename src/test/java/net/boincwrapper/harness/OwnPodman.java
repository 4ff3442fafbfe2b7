package net.boincwrapper.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Podman with its service for the tests of this JVM: images, containers and settings are its own,
 * and nothing of the host's Podman is read or changed. It has the base image.
 *
 * <p>The service is a process of ours, which ends with this JVM; its containers are removed before.
 */
public final class OwnPodman {
  /** Why there can be none on this host; empty where there can. */
  static final Optional<String> OBSTACLE = obstacle();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Podman's own defaults are more files and processes than this host may have to give. */
  private static final String CONTAINERS_CONF =
      """
      [containers]
      default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
      [engine]
      runtime = "runc"
      cgroup_manager = "cgroupfs"
      events_logger = "file"
      tmp_dir = "%1$s/tmp"
      [network]
      network_backend = "netavark"
      network_config_dir = "%1$s/networks"
      """;

  private static final String STORAGE_CONF =
      """
      [storage]
      driver = "overlay"
      graphroot = "%1$s/root"
      runroot = "%1$s/run"
      """;

  private static OwnPodman shared;

  private final Path directory;
  private final Process process;

  private OwnPodman(Path directory) throws IOException {
    this.directory = directory;
    configure(directory);
    process = launch();
  }

  /**
   * Writes {@code containers.conf} and {@code storage.conf} of a Podman that keeps everything in
   * the same directory.
   */
  public static void configure(Path directory) throws IOException {
    Files.writeString(directory.resolve("containers.conf"), CONTAINERS_CONF.formatted(directory));
    Files.writeString(directory.resolve("storage.conf"), STORAGE_CONF.formatted(directory));
  }

  /**
   * The one of this JVM, started when it is first wanted.
   *
   * @throws AssertionError where there can be none: it takes root, and some programs
   */
  public static synchronized OwnPodman shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static OwnPodman start() {
    if (OBSTACLE.isPresent()) {
      throw new AssertionError("no Podman of its own for the tests: " + OBSTACLE.get());
    }
    try {
      // Not below /tmp, which may be in memory, with no room for an image.
      OwnPodman podman =
          new OwnPodman(Files.createTempDirectory(Path.of("/var/tmp"), "dw-podman-"));
      Runtime.getRuntime().addShutdownHook(new Thread(podman::removeAll));
      Eventually.await("an answer of Podman", PATIENCE, podman::answers, podman::lastWords);
      podman.load(TaskHarness.IMAGE);
      podman.admit();
      return podman;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> obstacle() {
    if (!Shell.run("id", "-u").output().strip().equals("0")) {
      return Optional.of("it takes root");
    }
    for (String program : List.of("podman", "runc", "catatonit")) {
      if (Shell.run("sh", "-c", "command -v " + program).status() != 0) {
        return Optional.of("there is no program " + program + ": run bin/setup --tests");
      }
    }
    return Optional.empty();
  }

  /** What {@code DOCKER_HOST} has to be for it. */
  public String host() {
    return "unix://" + socket();
  }

  /** Id of the service's process. */
  public long pid() {
    return process.pid();
  }

  /** What leads another process of Podman's to the same images, containers and settings. */
  public Map<String, String> environment() {
    return Map.of(
        "CONTAINERS_CONF",
        directory.resolve("containers.conf").toString(),
        "CONTAINERS_STORAGE_CONF",
        directory.resolve("storage.conf").toString());
  }

  private Path socket() {
    return directory.resolve("podman.sock");
  }

  private Path log() {
    return directory.resolve("log");
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("podman", "system", "service", "--time=0", host())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log().toFile()));
    builder.environment().putAll(environment());
    builder.environment().put("TMPDIR", directory.toString());
    builder.directory(directory.toFile()); // conmon writes where the service was started
    return builder.start();
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("Podman's service has ended:\n" + lastWords());
    }
    return Files.exists(socket()) && docker("version").status() == 0;
  }

  private String lastWords() {
    return Shell.run("tail", "-n", "30", log().toString()).output();
  }

  private void load(String image) {
    Shell.succeed(
        "sh", "-c", "docker save '%s' | docker --host '%s' load".formatted(image, host()));
  }

  /** Whoever may use the host's own engine may use this one. */
  private void admit() {
    if (Shell.run("getent", "group", "docker").status() == 0) {
      Shell.succeed("chgrp", "docker", socket().toString());
      Shell.succeed("chmod", "660", socket().toString());
      Shell.succeed("chmod", "755", directory.toString());
    }
  }

  private Shell.Result docker(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("docker", "--host", host()));
    command.addAll(List.of(arguments));
    return Shell.run(command);
  }

  /** A command in a container leaves its monitor behind for five minutes. */
  private void killMonitors() {
    Shell.run("pgrep", "--full", "conmon .*" + directory)
        .output()
        .lines()
        .forEach(pid -> Shell.run("kill", "-KILL", pid));
  }

  private void removeAll() {
    docker("ps", "--all", "--quiet")
        .output()
        .lines()
        .forEach(id -> docker("rm", "--force", "--volumes", id));
    process.destroy();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    killMonitors();
    Mounts.unmountBelow(directory);
    Shell.run("rm", "--recursive", "--force", "--one-file-system", directory.toString());
  }
}
