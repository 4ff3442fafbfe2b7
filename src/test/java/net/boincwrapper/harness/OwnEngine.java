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
 * A second Docker engine, with nothing in common with the first, to be stopped, killed and started
 * at will. It has the base image.
 *
 * <p>Its bridge is a device of its own: an engine with {@code --bridge=none} deletes {@code
 * docker0}, which is the first engine's.
 */
public final class OwnEngine implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Optional<String> fileSystem;
  private final String bridge;
  private final Thread atExit = new Thread(this::removeAll);
  private Process process;

  private OwnEngine(Path directory, Optional<String> fileSystem) {
    this.directory = directory;
    this.fileSystem = fileSystem;
    long pid = ProcessHandle.current().pid();
    this.bridge = "dwit" + pid;
    Shell.succeed("ip", "link", "add", bridge, "type", "bridge");
    Runtime.getRuntime().addShutdownHook(atExit);
    String network = "10.213." + pid % 250 + ".1/24";
    Shell.succeed("ip", "address", "add", network, "dev", bridge);
    Shell.succeed("ip", "link", "set", bridge, "up");
    this.process = launch();
  }

  /**
   * Starts an engine; where that cannot be, the test is skipped with the reason, and fails under
   * CI.
   */
  public static OwnEngine start() throws IOException {
    return start(Optional.empty());
  }

  /**
   * The same with what it keeps on a file system of its own that limits directories; skipped where
   * this kernel has none.
   *
   * @param fileSystem {@code xfs}, below overlay2, or {@code btrfs}, which is a storage by itself
   */
  public static OwnEngine on(String fileSystem) throws IOException {
    return start(Optional.of(fileSystem));
  }

  private static OwnEngine start(Optional<String> fileSystem) throws IOException {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      String reason = "no engine of its own for the tests: " + obstacle.get();
      if (System.getenv("CI") != null) {
        throw new AssertionError(reason);
      }
      System.out.println("skipped: " + reason);
      Assumptions.abort(reason);
    }
    Path directory = Files.createTempDirectory("dw-engine-");
    // Whoever is in the socket's group has to reach it.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    fileSystem.ifPresent(type -> mount(type, directory));
    OwnEngine engine = new OwnEngine(directory, fileSystem);
    try {
      engine.awaitAnswer();
      engine.load(TaskHarness.IMAGE);
    } catch (AssertionError | RuntimeException e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  private static void mount(String type, Path directory) {
    String image = directory.resolve("image").toString();
    String data = directory.resolve("data").toString();
    Shell.succeed("mkdir", data);
    Shell.succeed("truncate", "--size", "2G", image);
    String options = type.equals("xfs") ? "loop,pquota" : "loop";
    Shell.Result mounted =
        Shell.run(
            "sh",
            "-c",
            "PATH=$PATH:/usr/sbin:/sbin; mkfs.%s -q %s && mount -t %s -o %s %s %s"
                .formatted(type, image, type, options, image, data));
    if (mounted.status() != 0) {
      Shell.run("rm", "--recursive", directory.toString());
      System.out.println("skipped: no " + type + " with quotas here: " + mounted.output().strip());
      Assumptions.abort("this kernel has no " + type + " with quotas");
    }
  }

  private static Optional<String> obstacle() {
    if (!Shell.run("id", "-u").output().strip().equals("0")) {
      return Optional.of("it takes root");
    }
    for (String program : List.of("dockerd", "ip")) {
      if (Shell.run("sh", "-c", "command -v " + program).status() != 0) {
        return Optional.of("there is no program " + program);
      }
    }
    return Optional.empty();
  }

  /** What {@code DOCKER_HOST} has to be for it. */
  public String host() {
    return "unix://" + directory.resolve("docker.sock");
  }

  /** Runs a docker command on it that must succeed. */
  public String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "--host", host()));
    command.addAll(List.of(arguments));
    return Shell.succeed(command.toArray(String[]::new));
  }

  /** As the host's shutdown does it: SIGTERM, and its containers are stopped with their grace. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** As a crash of the engine with its containerd; its containers may go on. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
    killContainerd();
  }

  /** It dies with its parent, but too late for a daemon that comes back at once to rely on it. */
  private void killContainerd() {
    Path pidFile = directory.resolve("exec").resolve("containerd").resolve("containerd.pid");
    try {
      Shell.run("kill", "-KILL", Files.readString(pidFile).strip());
      Files.delete(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After {@link #stop} or {@link #kill}. */
  public void startAgain() {
    process = launch();
    awaitAnswer();
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "dockerd",
            "--data-root=" + directory.resolve("data"),
            "--exec-root=" + directory.resolve("exec"),
            "--pidfile=" + directory.resolve("pid"),
            "--host=" + host(),
            "--bridge=" + bridge,
            "--iptables=false",
            "--ip-forward=false",
            "--ip-masq=false"));
    fileSystem.ifPresent(
        type -> command.add("--storage-driver=" + (type.equals("xfs") ? "overlay2" : type)));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return directory.resolve("log");
  }

  private void load(String image) {
    Shell.succeed(
        "sh", "-c", "docker save '" + image + "' | docker --host '" + host() + "' load --quiet");
  }

  private void awaitAnswer() {
    Eventually.await("an answer of the second engine", PATIENCE, this::answers, this::lastWords);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("the second engine has ended:\n" + lastWords());
    }
    return Shell.run("docker", "--host", host(), "version").status() == 0;
  }

  private String lastWords() {
    return Shell.run("tail", "-n", "30", log().toString()).output();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the second engine does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Removes its containers and everything else of it. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    removeAll();
  }

  private void removeAll() {
    try {
      removeContainers();
      stop();
    } finally {
      process.destroyForcibly();
      Mounts.unmountBelow(directory);
      Shell.run("ip", "link", "delete", bridge);
      Shell.run("rm", "--recursive", "--force", "--one-file-system", directory.toString());
    }
  }

  /** An engine that was killed has left their processes behind; it ends them when it is back. */
  private void removeContainers() {
    if (!process.isAlive()) {
      startAgain();
    }
    String ids = docker("ps", "--all", "--quiet");
    ids.lines().forEach(id -> docker("rm", "--force", "--volumes", id));
  }
}
