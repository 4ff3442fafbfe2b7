package net.boincwrapper.task;

import static net.boincwrapper.task.turn.FakeTaskClock.millis;
import static net.boincwrapper.task.turn.FakeTaskClock.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.client.ClientRequest;
import net.boincwrapper.client.MappedClientLink;
import net.boincwrapper.client.SimulatedClient;
import net.boincwrapper.engine.Engine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What of elapsed and CPU time outlives the client. The checkpoint period is five seconds; the app
 * keeps one processor busy.
 */
class ClientRestartTest {
  private static final int PERIOD = 5;

  /** The client looks once a second, and the engine is asked as often. */
  private static final double LATE = 3;

  @TempDir private Path directory;
  private final Stage stage = new Stage();
  private SimulatedClient client;
  private boolean reads;
  private int busySeconds;
  private boolean idle;

  @BeforeEach
  void client() throws IOException {
    begin(0, 0);
    everySecond(
        () -> {
          if (reads) {
            client.tick();
          }
        });
    everySecond(this::use);
  }

  /** A client that starts, and knows so much of the task. */
  private void begin(double cpuSeconds, double elapsedSeconds) throws IOException {
    Path file = directory.resolve("boinc_mmap_file");
    client = SimulatedClient.create(file, cpuSeconds, elapsedSeconds, stage.clock::nanos);
    stage.otherLink =
        Optional.of(MappedClientLink.open(file, OptionalLong.empty(), stage.clock::nanos));
    reads = true;
  }

  private void everySecond(Runnable what) {
    stage.clock.in(
        seconds(1),
        () -> {
          what.run();
          everySecond(what);
        });
  }

  private void use() {
    stage.engine.containers().stream()
        .filter(container -> container.status() == Engine.ContainerStatus.RUNNING)
        .forEach(
            container -> {
              busySeconds += idle ? 0 : 1;
              long nanos = busySeconds * 1_000_000_000L;
              stage.engine.setUsage(container.id(), new Engine.Usage(nanos, 1, 1));
            });
  }

  /** It asks each task to quit, and reads and says nothing more. */
  private void clientEnds(Duration in) {
    stage.clock.in(
        in,
        () -> {
          client.request(ClientRequest.QUIT);
          reads = false;
        });
  }

  private void ask(Duration in, ClientRequest request) {
    stage.clock.in(in, () -> client.request(request));
  }

  private void restartClient() throws IOException {
    double cpu = client.checkpointCpuSeconds();
    double elapsed = client.checkpointElapsedSeconds();
    stage.restart();
    stage.checkpointed(cpu);
    begin(cpu, elapsed);
  }

  @Test
  void afterARestartOfTheClientElapsedAndCpuTimeGoOn() throws IOException {
    clientEnds(seconds(48));
    assertThat(stage.run()).isZero();
    assertThat(client.elapsedSeconds()).isCloseTo(48, within(1.5));
    assertThat(client.checkpointElapsedSeconds()).isBetween(48.0 - PERIOD - LATE, 48.0);
    assertThat(client.checkpointCpuSeconds()).isBetween(48.0 - PERIOD - LATE, 48.0);
    restartClient();
    ask(seconds(8), ClientRequest.ABORT);
    stage.run();
    assertThat(client.elapsedSeconds()).isBetween(56.0 - PERIOD - LATE, 56.0);
    assertThat(client.lastStatus().orElseThrow().cpuSeconds()).isBetween(50.0, 56.0);
  }

  @Test
  void anAppThatWaitsUsesNoCpuTimeButItsElapsedTimeGoesOnToo() throws IOException {
    idle = true;
    clientEnds(seconds(48));
    stage.run();
    assertThat(client.checkpointElapsedSeconds()).isBetween(48.0 - PERIOD - LATE, 48.0);
    assertThat(client.checkpointCpuSeconds()).isCloseTo(0, within(1e-3));
  }

  @Test
  void theClientHearsNoLessThanItKnowsWhileTheContainerIsLookedFor() throws IOException {
    clientEnds(seconds(48));
    stage.run();
    restartClient();
    double before = client.checkpointCpuSeconds();
    double[] least = {Double.MAX_VALUE};
    everySecond(
        () ->
            client
                .lastStatus()
                .ifPresent(status -> least[0] = Math.min(least[0], status.cpuSeconds())));
    stage.clock.callsTake(seconds(2));
    ask(seconds(20), ClientRequest.ABORT);
    stage.run();
    assertThat(least[0]).isGreaterThanOrEqualTo(before);
  }

  /** The client would end it at a preemption if it had claimed a checkpoint. */
  @Test
  void aTaskOfLessThanAPeriodIsKeptInMemoryAtAPreemption() {
    stage.clock.at(
        millis(PERIOD * 1000 - 500),
        () -> assertThat(client.checkpointElapsedSeconds()).as("claimed too early").isZero());
    ask(seconds(PERIOD + 1), ClientRequest.ABORT);
    stage.run();
  }

  /** There a quit loses the work: nothing is kept by which to go on. */
  @Test
  void whereAQuitStopsTheContainerNothingIsClaimed() {
    stage.job("[checkpoint]\non_quit = \"stop\"\n");
    clientEnds(seconds(48));
    stage.run();
    assertThat(client.checkpointElapsedSeconds()).isZero();
    assertThat(client.checkpointsSeen()).isZero();
  }

  @Test
  void atAPreemptionTheClientHearsOfAllThatWasDone() {
    ask(millis(48_300), ClientRequest.QUIT);
    assertThat(stage.run()).isZero();
    assertThat(client.checkpointElapsedSeconds()).isCloseTo(48, within(1.0));
    assertThat(client.checkpointCpuSeconds()).isCloseTo(47, within(2.0));
  }

  @Test
  void aClientThatEndsItselfIsNotWaitedFor() {
    clientEnds(millis(48_300));
    stage.run();
    assertThat(stage.clock.elapsed()).isLessThan(millis(48_300 + 1_500 + 300));
  }

  @Test
  void aClientThatGoesOnIsWaitedForUntilItHasRead() {
    // Just after a look: the next is a second later, and it finds the status of before.
    ask(millis(48_050), ClientRequest.QUIT);
    stage.run();
    assertThat(client.checkpointElapsedSeconds()).isGreaterThan(46);
    assertThat(stage.clock.elapsed()).isLessThan(seconds(51));
  }

  @Test
  void afterARebootTheCpuTimeIsThatOfTheNewLifeAndTheElapsedTimeStays() throws IOException {
    clientEnds(seconds(48));
    stage.run();
    double elapsed = client.checkpointElapsedSeconds();
    stage.engine.stoppedByOthers(stage.container().id(), 137);
    stage.reboot("boot-2");
    busySeconds = 0;
    restartClient();
    ask(seconds(20), ClientRequest.ABORT);
    stage.run();
    assertThat(client.lastStatus().orElseThrow().cpuSeconds()).isBetween(15.0, 20.0);
    assertThat(client.checkpointCpuSeconds()).isBetween(10.0, 20.0);
    assertThat(client.checkpointElapsedSeconds()).isGreaterThan(elapsed);
  }
}
