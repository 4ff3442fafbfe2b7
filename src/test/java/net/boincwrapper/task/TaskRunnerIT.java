package net.boincwrapper.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.SimulatedClient;
import net.boincwrapper.engine.docker.Engines;
import net.boincwrapper.harness.EngineUnderTest;
import net.boincwrapper.harness.Eventually;
import net.boincwrapper.harness.WithEngine;
import net.boincwrapper.plan.TaskArguments;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.task.turn.ShutdownSignals;
import net.boincwrapper.task.turn.Wakeup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole tasks with the real engine, a real mapped file and real time. */
@WithEngine
class TaskRunnerIT {
  /** Counts, notes what its control group has counted, and resumes from its checkpoint. */
  private static final String APP =
      """
      #!/bin/sh
      usage() {
        if [ -e /sys/fs/cgroup/cpuacct/cpuacct.usage ]; then
          cat /sys/fs/cgroup/cpuacct/cpuacct.usage
        else
          sed -n 's/^usage_usec \\(.*\\)/\\1000/p' /sys/fs/cgroup/cpu.stat
        fi
      }
      finish() { usage >> cpu; exit 0; }
      trap finish TERM
      n=$(cat count 2>/dev/null || echo 0)
      while [ ! -e enough ] || [ $n -lt 30 ]; do
        i=0
        while [ $i -lt 20000 ]; do i=$((i + 1)); done
        n=$((n + 1))
        echo $n > count.new && mv count.new count
      done
      echo "counted to $n"
      usage >> cpu
      exit 7
      """;

  /** Many times what a task needs here; in an emulated machine, a few times. */
  private static final int PATIENCE_SECONDS = 180;

  @TempDir Path boinc;

  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private SlotLayout slot;

  @BeforeEach
  void makeSlot() throws IOException {
    slot = new SlotLayout(Files.createDirectories(boinc.resolve("slots/0")));
    Files.createDirectories(boinc.resolve("projects/P"));
    give();
  }

  @Test
  void aTaskRunsToItsResult() throws Exception {
    app();
    enough();
    try (Client client = new Client()) {
      assertThat(start().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(said()).isEqualTo(7);
      assertThat(client.cpuSeconds()).isCloseTo(counted(), within(counted() * 0.1 + 0.1));
    }
    assertThat(said()).contains("counted to 30").doesNotContain("secret");
    assertThat(slot.finish()).hasContent("7");
  }

  @Test
  void cpuTimeIsWhatTheControlGroupCountedAcrossASuspendAndARestart() throws Exception {
    app();
    try (Client client = new Client()) {
      CompletableFuture<Integer> first = start();
      client.at(2, ClientRequest.SUSPEND);
      pause(Duration.ofSeconds(2));
      client.request(ClientRequest.RESUME);
      client.at(4, ClientRequest.QUIT);
      assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(said()).isZero();
      give();
      CompletableFuture<Integer> second = start();
      client.awaitCpu(8);
      enough();
      assertThat(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(said()).isEqualTo(7);
      assertThat(client.cpuSeconds()).isCloseTo(counted(), within(counted() * 0.02));
    }
    assertThat(Files.readAllLines(slot.directory().resolve("cpu"))).hasSize(2);
  }

  @Test
  void withoutAClientATaskRunsToItsResultToo() throws Exception {
    app();
    enough();
    Files.delete(slot.initData());

    StandaloneEnd end = TaskRunner.runAlone(setup(), 1, ShutdownSignals.leaveAlone());

    assertThat(end).as(said()).isEqualTo(new StandaloneEnd.Finished(7, ""));
    assertThat(said()).contains("counted to 30");
    assertThat(slot.finish()).doesNotExist();
  }

  /** The app can have removed it; what is final to the client is not ours to say. */
  @Test
  void aSlotWithoutTheClientsFileIsPostponed() throws Exception {
    Files.delete(slot.initData());
    assertThat(start().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(said()).isZero();
    assertThat(slot.temporaryExit()).content().startsWith("60\n").contains("init_data.xml");

    give();
    assertThat(start().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(said()).isZero();
    assertThat(slot.temporaryExit())
        .content()
        .startsWith("300\n")
        .contains("could not open the memory shared with the client: there is no ");
  }

  /** The app may end. */
  private void enough() throws IOException {
    Files.createFile(slot.directory().resolve("enough"));
  }

  private double counted() throws IOException {
    return Files.readAllLines(slot.directory().resolve("cpu")).stream()
            .mapToLong(Long::parseLong)
            .sum()
        / 1e9;
  }

  private void app() throws IOException {
    Path app = slot.directory().resolve("app.sh");
    Files.writeString(app, APP);
    Files.writeString(
        slot.directory().resolve("job.toml"),
        """
        [checkpoint]
        files = ["count"]
        grace = 10
        """);
    Files.writeString(
        slot.directory().resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nWORKDIR /app\nCMD [\"/bin/sh\", \"/app/app.sh\"]\n");
  }

  /** Writes init_data.xml as the client does before each start. */
  private void give() throws IOException {
    Files.writeString(
        slot.initData(),
        "<app_init_data><major_version>8</major_version><minor_version>3</minor_version>"
            + "<project_dir>"
            + boinc.resolve("projects/P")
            + "</project_dir><boinc_dir>"
            + boinc
            + "</boinc_dir><authenticator>secret</authenticator><wu_name>wu_it</wu_name>"
            + "<result_name>wu_it_0</result_name><slot>0</slot><client_pid>"
            + ProcessHandle.current().pid()
            + "</client_pid><checkpoint_period>1</checkpoint_period></app_init_data>\n");
  }

  private CompletableFuture<Integer> start() {
    TaskSetup setup = setup();
    return CompletableFuture.supplyAsync(
        () -> TaskRunner.run(setup, ShutdownSignals.leaveAlone(), Wakeup.NONE));
  }

  private TaskSetup setup() {
    TaskArguments none =
        new TaskArguments(
            List.of(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());
    return new TaskSetup(
        slot,
        none,
        SlotLayout.JOB,
        SlotLayout.DOCKERFILE,
        2,
        false,
        false,
        init -> Engines.connect(EngineUnderTest.environment()),
        () -> {},
        new PrintStream(stderr, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  /** A client that ticks in a thread of its own. */
  private final class Client implements AutoCloseable {
    private final SimulatedClient simulated;
    private volatile boolean closed;

    Client() throws IOException {
      simulated = SimulatedClient.create(slot.sharedMemory(), 0, System::nanoTime);
      new Thread(this::tick).start();
    }

    private void tick() {
      while (!closed) {
        simulated.tick();
        pause(Duration.ofMillis(50));
      }
    }

    /** Sends a request when the task has used so many seconds of CPU time. */
    void at(double cpuSeconds, ClientRequest request) {
      awaitCpu(cpuSeconds);
      request(request);
    }

    void request(ClientRequest request) {
      simulated.request(request);
    }

    void awaitCpu(double seconds) {
      Eventually.await(
          seconds + " s of CPU time",
          Duration.ofSeconds(PATIENCE_SECONDS),
          () -> simulated.lastStatus().filter(s -> s.cpuSeconds() >= seconds).isPresent(),
          TaskRunnerIT.this::said);
    }

    double cpuSeconds() {
      simulated.tick();
      return simulated.lastStatus().orElseThrow().cpuSeconds();
    }

    @Override
    public void close() {
      closed = true;
      pause(Duration.ofMillis(100));
      simulated.close();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
