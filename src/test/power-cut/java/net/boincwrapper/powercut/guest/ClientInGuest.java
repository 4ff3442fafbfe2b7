package net.boincwrapper.powercut.guest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.client.AppStatus;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.RunningWrapper;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.harness.TaskHarness;
import net.boincwrapper.slot.AtomicFiles;

/**
 * A BOINC client with one task, started at each boot: sets the slot up at the first, launches the
 * program in it at each, and tells the host all that it hears, one line each.
 *
 * <ul>
 *   <li>{@code told N}: the program has reported a checkpoint at N seconds of CPU time
 *   <li>{@code sealed N}: N steps are in the newest sealed checkpoint
 *   <li>{@code log TEXT}: a line of stderr.txt
 *   <li>{@code app TEXT}: a line that the app has written into log.txt
 *   <li>{@code exit N}: the program has ended with this status
 *   <li>{@code result TEXT}: the app's output; the task is done
 * </ul>
 */
public final class ClientInGuest {
  /** Where a disk of its own is mounted: no sync of the engine's disk reaches it. */
  public static final Path DIRECTORY = Path.of("/var/lib/client");

  private static final Path SET_UP = DIRECTORY.resolve("set-up");

  /** As {@code client_state.xml}: what the client knows of the task after a reboot. */
  private static final Path STATE = DIRECTORY.resolve("state");

  private static final String RESULT = "power_cut_0";
  private static final Path ENGINE = Path.of("/run/docker.sock");
  private static final Duration ENGINE_LIMIT = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 50;

  private final TaskHarness task;
  private final GrowingFile log;
  private final GrowingFile app;
  private double told;

  private ClientInGuest(TaskHarness task, double told) throws IOException {
    this.task = task;
    this.told = told;
    this.log = new GrowingFile(task.slot().stderr());
    this.app = new GrowingFile(task.slot().directory().resolve("log.txt"));
  }

  /** The arguments are whether the app may end in this life, and more lines of job.toml. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (!Files.exists(SET_UP)) {
      setUp(arguments[1]);
    }
    double told = Files.exists(STATE) ? Double.parseDouble(Files.readString(STATE)) : 0;
    say("client: the slot is there, checkpointed at " + told);
    awaitEngine();
    say("client: the engine answers");
    try (TaskHarness task = TaskHarness.again(DIRECTORY, RESULT, told)) {
      if (Boolean.parseBoolean(arguments[0])) {
        AtomicFiles.write(task.slot().directory().resolve(CarelessApp.MAY_END), new byte[0]);
      }
      new ClientInGuest(task, told).runToTheEnd();
    }
  }

  /** All of it lasts before the first launch: a client that lost its task would just fetch one. */
  private static void setUp(String job) throws IOException {
    Shell.succeed("rm", "-rf", DIRECTORY.resolve("boinc").toString());
    try (TaskHarness task = TaskHarness.named(DIRECTORY, RESULT)) {
      task.app(CarelessApp.script()).job(job);
    }
    Shell.succeed("sync");
    Files.createFile(SET_UP);
    Shell.succeed("sync");
  }

  private static void awaitEngine() {
    Eventually.await("the engine", ENGINE_LIMIT, ClientInGuest::engineAnswers, () -> "");
  }

  /** Its socket is there before it answers. */
  private static boolean engineAnswers() {
    try (SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      engine.connect(UnixDomainSocketAddress.of(ENGINE));
      engine.write(ByteBuffer.wrap("GET /_ping HTTP/1.0\r\n\r\n".getBytes(US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(15);
      while (answer.hasRemaining() && engine.read(answer) >= 0) {}
      return new String(answer.array(), US_ASCII).endsWith(" 200 OK");
    } catch (IOException e) {
      return false;
    }
  }

  private void runToTheEnd() throws IOException, InterruptedException {
    int status;
    do {
      status = runOnce();
      say("exit " + status);
    } while (status == 0 && !Files.exists(task.slot().finish()));
    say("result " + task.read("out.txt").strip());
  }

  private int runOnce() throws IOException, InterruptedException {
    try (RunningWrapper wrapper = task.launch("--verbose")) {
      while (!wrapper.process().waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        observe(wrapper);
      }
      int status = wrapper.awaitExit();
      observe(wrapper);
      return status;
    }
  }

  private void observe(RunningWrapper wrapper) throws IOException {
    double now = wrapper.client().lastStatus().map(AppStatus::checkpointCpuSeconds).orElse(told);
    if (now != told) {
      told = now;
      say("told " + told);
      Sealed.steps(task.slot()).ifPresent(steps -> say("sealed " + steps));
      AtomicFiles.write(STATE, String.valueOf(told).getBytes(US_ASCII));
    }
    log.newLines().forEach(line -> say("log " + line));
    app.newLines().forEach(line -> say("app " + line));
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
