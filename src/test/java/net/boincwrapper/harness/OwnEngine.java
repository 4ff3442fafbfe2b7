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
  private final List<String> options;
  private final String bridge;
  private final Thread atExit = new Thread(this::removeAll);
  private Process process;

  private OwnEngine(Path directory, List<String> options) {
    this.directory = directory;
    this.options = options;
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
    return start(makeDirectory(), List.of());
  }

  /**
   * The same with what it keeps on a file system of its own; skipped where this kernel has none
   * like that.
   *
   * @param fileSystem {@code xfs}, below overlay2, or {@code btrfs}, which is a storage by itself
   * @param options of its mount, {@code loop} at least
   */
  public static OwnEngine on(String fileSystem, String options) throws IOException {
    Path directory = makeDirectory();
    mount(fileSystem, options, directory);
    return start(directory, List.of("--storage-driver=" + driver(fileSystem)));
  }

  private static String driver(String fileSystem) {
    return fileSystem.equals("xfs") ? "overlay2" : fileSystem;
  }

  private static Path makeDirectory() throws IOException {
    RootTools.need("no engine of its own for the tests", "dockerd", "ip");
    Path directory = Files.createTempDirectory("dw-engine-");
    // Whoever is in the socket's group has to reach it.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Files.writeString(directory.resolve("daemon.json"), "{}"); // Not the first engine's.
    return directory;
  }

  private static OwnEngine start(Path directory, List<String> options) {
    OwnEngine engine = new OwnEngine(directory, options);
    try {
      engine.awaitAnswer();
      engine.load(TaskHarness.IMAGE);
    } catch (AssertionError | RuntimeException e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  private static void mount(String type, String options, Path directory) {
    String image = directory.resolve("image").toString();
    String data = directory.resolve("data").toString();
    Shell.succeed("mkdir", data);
    Shell.succeed("truncate", "--size", "2G", image);
    Shell.Result mounted =
        Shell.run(
            "sh",
            "-c",
            "PATH=$PATH:/usr/sbin:/sbin; mkfs.%s -q %s && mount -t %s -o %s %s %s"
                .formatted(type, image, type, options, image, data));
    if (mounted.status() != 0) {
      Shell.run("rm", "--recursive", directory.toString());
      String reason = "no " + type + " (" + options + ") here: " + mounted.output().strip();
      System.out.println("skipped: " + reason);
      Assumptions.abort(reason);
    }
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
            "--config-file=" + directory.resolve("daemon.json"),
            "--data-root=" + directory.resolve("data"),
            "--exec-root=" + directory.resolve("exec"),
            "--pidfile=" + directory.resolve("pid"),
            "--host=" + host(),
            "--bridge=" + bridge,
            "--iptables=false",
            "--ip-forward=false",
            "--ip-masq=false"));
    command.addAll(options);
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
