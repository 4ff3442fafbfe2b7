package net.boincwrapper.client;

import static net.boincwrapper.client.StatusMessageTest.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated client and the link talk to each other over a real mapped file. */
class SimulatedClientTest {
  @TempDir Path slot;
  private final FakeNanoTime time = new FakeNanoTime();
  private SimulatedClient client;
  private MappedClientLink link;

  @BeforeEach
  void open() throws IOException {
    Path file = slot.resolve("boinc_mmap_file");
    client = SimulatedClient.create(file, 0, time);
    link = MappedClientLink.open(file, OptionalLong.empty(), time);
  }

  @AfterEach
  void close() {
    link.close();
    client.close();
  }

  @Test
  void requestsArriveInOrderHoweverSlowlyTheTaskListens() {
    client.request(ClientRequest.SUSPEND);
    client.request(ClientRequest.REREAD_APP_INFO);
    client.request(ClientRequest.QUIT);
    assertThat(client.requestsRead()).isFalse();

    List<ClientRequest> heard = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      heard.addAll(link.poll().requests());
      client.tick();
    }

    assertThat(heard)
        .containsExactly(ClientRequest.SUSPEND, ClientRequest.REREAD_APP_INFO, ClientRequest.QUIT);
    assertThat(client.requestsRead()).isTrue();
  }

  @Test
  void aSuspendAndAResumeThatBothWaitCancelEachOther() {
    client.request(ClientRequest.RESUME);
    client.request(ClientRequest.SUSPEND);
    client.request(ClientRequest.RESUME);
    client.request(ClientRequest.SUSPEND);

    assertThat(link.poll().requests()).containsExactly(ClientRequest.RESUME);
    client.tick();
    assertThat(link.poll().requests()).containsExactly(ClientRequest.SUSPEND);
    client.tick();
    assertThat(link.poll().requests()).isEmpty();
  }

  @Test
  void aClientThatTicksIsAliveAndOneThatStopsIsGone() {
    for (int tick = 0; tick < 1200; tick++) {
      client.tick();
      assertThat(link.poll().clientGone()).isFalse();
      time.advance(Duration.ofMillis(100));
    }

    for (int poll = 0; poll < 301; poll++) {
      link.poll();
      time.advance(Duration.ofMillis(100));
    }
    assertThat(link.poll().clientGone()).isTrue();
  }

  @Test
  void theNextHeartbeatSaysThatTheNetworkIsSuspended() {
    client.tick();
    link.poll();
    client.networkSuspended(true);
    client.sporadicState(2);
    client.tick();
    assertThat(link.poll().networkSuspended()).isFalse();

    time.advance(Duration.ofSeconds(1));
    client.tick();

    assertThat(link.poll().networkSuspended()).isTrue();
    assertThat(link.poll().sporadicState()).isEqualTo(OptionalInt.of(2));
  }

  @Test
  void aStatusArrivesWhole() {
    AppStatus status =
        new AppStatus(
            12.345678,
            10.5,
            OptionalDouble.of(0.25),
            OptionalLong.of(5_000_000_000L),
            true,
            OptionalInt.of(1));

    link.report(status);
    client.tick();

    assertThat(client.lastStatus()).contains(status);
  }

  @Test
  void whatALaterStatusLeavesOutKeepsItsValueButTheNetworkWish() {
    link.report(
        new AppStatus(1, 0, OptionalDouble.of(0.5), OptionalLong.of(7), true, OptionalInt.of(2)));
    client.tick();
    link.report(cpu(2, 0));
    client.tick();

    assertThat(client.lastStatus())
        .contains(
            new AppStatus(
                2, 0, OptionalDouble.of(0.5), OptionalLong.of(7), false, OptionalInt.of(2)));
  }

  @Test
  void aStatusWithoutTheCpuFieldsZeroesThem() {
    StatusReader reader = new StatusReader(5);

    reader.read("<fraction_done>0.5</fraction_done>");

    assertThat(reader.last().orElseThrow().checkpointCpuSeconds()).isZero();
    assertThat(reader.checkpoints()).isEqualTo(1);
  }

  @Test
  void aFractionOfZeroIsIgnored() {
    StatusReader reader = new StatusReader(0);
    reader.read("<fraction_done>5.000000e-01</fraction_done>");

    reader.read("<fraction_done>0.000000e+00</fraction_done>");

    assertThat(reader.last().orElseThrow().fractionDone()).hasValue(0.5);
  }

  @Test
  void eachChangeOfTheCheckpointTimeIsACheckpoint() {
    for (double checkpoint : new double[] {0, 0, 10, 10, 10.0000001, 20}) {
      link.report(cpu(30, checkpoint));
      client.tick();
    }

    assertThat(client.checkpointsSeen()).isEqualTo(2);
  }

  @Test
  void theCheckpointOfAnEarlierStartIsNotCountedAgain() throws IOException {
    Path file = slot.resolve("resumed");
    try (SimulatedClient resumed = SimulatedClient.create(file, 10.25, time);
        MappedClientLink its = MappedClientLink.open(file, OptionalLong.empty(), time)) {
      its.report(cpu(11, 10.25));
      resumed.tick();
      assertThat(resumed.checkpointsSeen()).isZero();
    }
  }

  @Test
  void graphicsAndTricklesReachTheClient() {
    link.graphics("http://127.0.0.1:8080/");
    link.trickleUp();
    client.tick();
    link.uploadFile();
    client.tick();

    assertThat(client.graphicsUrl()).contains("http://127.0.0.1:8080/");
    assertThat(client.trickleUps()).isEqualTo(1);
    assertThat(client.uploadFiles()).isEqualTo(1);
  }

  @Test
  void tricklesReachTheTask() {
    client.trickleDown();
    client.uploadStatus();
    client.tick();

    assertThat(link.poll().trickleDown()).isTrue();
    client.tick();
    assertThat(link.poll().uploadStatus()).isTrue();
  }

  @Test
  void aClosedClientDoesNothingMore() {
    client.close();

    client.request(ClientRequest.QUIT);
    client.tick();

    assertThat(link.poll()).isEqualTo(MappedClientLink.UNHEARD);
    assertThat(client.requestsRead()).isTrue();
  }
}
