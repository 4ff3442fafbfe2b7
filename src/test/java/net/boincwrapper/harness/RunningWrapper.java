package net.boincwrapper.harness;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.SimulatedClient;

/** The real program as a process, with a simulated client that beats for it. */
public final class RunningWrapper implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Of a signal in {@code SigCgt} of {@code /proc/PID/status}: its number less 1. */
  private static final int SIGTSTP_BIT = 19;

  private final TaskHarness harness;
  private final SimulatedClient client;
  private final Process process;
  private final Thread ticker;
  private volatile boolean over;

  private RunningWrapper(TaskHarness harness, SimulatedClient client, Process process) {
    this.harness = harness;
    this.client = client;
    this.process = process;
    this.ticker = new Thread(this::tickAlways, "simulated client");
    ticker.setDaemon(true);
    ticker.start();
  }

  static RunningWrapper start(
      TaskHarness harness,
      double checkpointCpuSeconds,
      Optional<String> user,
      Map<String, String> environment,
      List<String> program)
      throws IOException {
    SimulatedClient client =
        SimulatedClient.create(
            harness.slot().sharedMemory(), checkpointCpuSeconds, System::nanoTime);
    client.networkSuspended(harness.isNetworkSuspended());
    user.ifPresent(
        name -> Shell.succeed("chown", name + ":", harness.slot().sharedMemory().toString()));
    ProcessBuilder builder = new ProcessBuilder(command(harness.service(), user, program));
    builder.environment().putAll(EngineUnderTest.variables());
    builder.environment().putAll(environment);
    builder.directory(harness.slot().directory().toFile());
    builder.redirectInput(Redirect.from(new File("/dev/null")));
    builder.redirectOutput(Redirect.DISCARD);
    builder.redirectError(Redirect.appendTo(harness.slot().stderr().toFile()));
    Process process = builder.start();
    return new RunningWrapper(harness, client, process);
  }

  /** {@code setpriv} execs, so that the pid is the wrapper's for any user. */
  private static List<String> command(
      List<String> service, Optional<String> user, List<String> program) {
    List<String> command = new ArrayList<>(service);
    user.ifPresent(
        name ->
            command.addAll(
                List.of("setpriv", "--reuid", name, "--regid", name, "--init-groups", "--")));
    command.addAll(program);
    return command;
  }

  /**
   * The program without a script around it, which another user might not be able to read: what
   * {@code tests.program} names, or else the jar.
   */
  static List<String> program() {
    String named = System.getProperty("tests.program", "");
    return named.isEmpty() ? javaCommand() : List.of(named);
  }

  private static List<String> javaCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx64m",
        "-jar",
        BuiltJar.FOR_ALL_USERS.toString());
  }

  private void tickAlways() {
    while (!over) {
      client.tick();
      Eventually.pass(Duration.ofMillis(50));
    }
  }

  public SimulatedClient client() {
    return client;
  }

  public Process process() {
    return process;
  }

  public RunningWrapper request(ClientRequest request) {
    client.request(request);
    return this;
  }

  /**
   * Sends a signal by name, such as {@code TERM}, once the program handles signals: what comes
   * before is for the launcher of the released program to keep, and ends the JVM alone.
   */
  public RunningWrapper signal(String name) {
    awaitHandlers();
    Shell.succeed("kill", "-" + name, Long.toString(process.pid()));
    return this;
  }

  /** As {@link #signal} with {@code TERM}, but it may have ended by now. */
  public RunningWrapper terminate() {
    awaitHandlers();
    process.destroy();
    return this;
  }

  private void awaitHandlers() {
    Eventually.await(
        "the program handles signals",
        PATIENCE,
        () -> !process.isAlive() || handlesSignals(),
        this::evidence);
  }

  /**
   * Whether it handles SIGTSTP: the program does, and the JVM does not. The launcher of the
   * released program keeps it blocked, and reads it.
   */
  private boolean handlesSignals() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("SigCgt:") || line.startsWith("SigBlk:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigCgt:".length()).strip(), 16))
          .anyMatch(signals -> (signals >> SIGTSTP_BIT & 1) == 1);
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  /** Waits until a condition holds while the wrapper lives. */
  public RunningWrapper await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Eventually.await(
        what,
        PATIENCE,
        () -> {
          if (condition.call()) {
            return true;
          }
          if (!process.isAlive()) {
            throw new AssertionError(
                "the wrapper ended with " + process.exitValue() + " before: " + what + evidence());
          }
          return false;
        },
        this::evidence);
    return this;
  }

  /**
   * Waits until the task has one container, in this state: {@code created}, {@code running}, {@code
   * paused} or {@code exited}. One question, for between two the container may be replaced.
   */
  public RunningWrapper awaitContainer(String state) {
    return await("a container that is " + state, () -> harness.states().equals(List.of(state)));
  }

  /** Waits until the counting app has reached a number. */
  public RunningWrapper awaitCount(int least) {
    return await("a count of " + least, () -> count() >= least);
  }

  /** What the counting app has reached. */
  public int count() throws IOException {
    String state = harness.read("state").strip();
    return state.isEmpty() ? 0 : Integer.parseInt(state);
  }

  /** Waits for a status of which something holds. */
  public RunningWrapper awaitStatus(
      String what, java.util.function.Predicate<AppStatus> condition) {
    return await(what, () -> client.lastStatus().filter(condition).isPresent());
  }

  /** Waits for the end and returns the exit status. */
  public int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(Eventually.here(limit).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "the wrapper still runs after "
                + Eventually.here(limit).toSeconds()
                + " s"
                + evidence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    client.tick();
    client.lastStatus().ifPresent(status -> harness.checkpointed(status.checkpointCpuSeconds()));
    close();
    return process.exitValue();
  }

  /** Waits for the end as long as a test may take. */
  public int awaitExit() {
    return awaitExit(PATIENCE);
  }

  /** As a crash of the program: no handler runs. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  private String evidence() {
    return "\nstatus: " + client.lastStatus() + "\nstderr.txt:\n" + harness.stderr();
  }

  @Override
  public void close() {
    over = true;
    process.destroyForcibly();
    client.close();
  }
}
