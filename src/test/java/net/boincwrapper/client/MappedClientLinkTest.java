package net.boincwrapper.client;

import static net.boincwrapper.client.StatusMessageTest.cpu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.client.ClientLink.Inbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link against raw channels: what exactly goes over the wire. */
class MappedClientLinkTest {
  @TempDir Path slot;
  private final FakeNanoTime time = new FakeNanoTime();
  private Path file;
  private SharedMemory client;
  private MappedClientLink link;

  @BeforeEach
  void open() throws IOException {
    file = slot.resolve("boinc_mmap_file");
    client = SharedMemory.create(file);
    link = MappedClientLink.open(file, OptionalLong.empty(), time);
  }

  @AfterEach
  void close() {
    link.close();
    client.close();
  }

  @Test
  void aPollWithoutNewsIsEmptyAndMakesNoNewObject() throws IOException {
    assertThat(link.poll()).isSameAs(link.poll()).isEqualTo(MappedClientLink.UNHEARD);
  }

  @Test
  void aRequestIsHeardOnce() throws IOException {
    sends(ChannelId.PROCESS_CONTROL_REQUEST, "<suspend/>");

    assertThat(link.poll().requests()).containsExactly(ClientRequest.SUSPEND);
    assertThat(link.poll().requests()).isEmpty();
  }

  @Test
  void theNetworkIsSuspendedUntilAHeartbeatWithoutTheWord() throws IOException {
    sends(ChannelId.HEARTBEAT, "<heartbeat/><wss>1.0e+06</wss><network_suspended/>");
    assertThat(link.poll().networkSuspended()).isTrue();
    assertThat(link.poll().networkSuspended()).isTrue();

    sends(ChannelId.HEARTBEAT, "<heartbeat/><wss>1.0e+06</wss><max_wss>8.0e+09</max_wss>");
    assertThat(link.poll().networkSuspended()).isFalse();
  }

  @Test
  void beforeTheFirstHeartbeatThereIsNoLeaveToUseTheNetwork() throws IOException {
    assertThat(link.poll().networkSuspended()).isTrue();
    sends(ChannelId.PROCESS_CONTROL_REQUEST, "<resume/>");
    assertThat(link.poll().networkSuspended()).isTrue();

    sends(ChannelId.HEARTBEAT, "<heartbeat/>");
    assertThat(link.poll().networkSuspended()).isFalse();
  }

  @Test
  void theStateOfASporadicAppIsKept() throws IOException {
    sends(ChannelId.HEARTBEAT, "<heartbeat/><sporadic_ca>3</sporadic_ca>");
    assertThat(link.poll().sporadicState()).isEqualTo(OptionalInt.of(3));

    sends(ChannelId.HEARTBEAT, "<heartbeat/>");
    assertThat(link.poll().sporadicState()).isEqualTo(OptionalInt.of(3));
  }

  @Test
  void trickleDownsAndUploadNewsAreHeardOnce() throws IOException {
    sends(ChannelId.TRICKLE_DOWN, "<have_trickle_down/>\n");
    assertThat(link.poll().trickleDown()).isTrue();
    sends(ChannelId.TRICKLE_DOWN, "<upload_file_status/>\n");
    Inbox inbox = link.poll();

    assertThat(inbox.trickleDown()).isFalse();
    assertThat(inbox.uploadStatus()).isTrue();
    assertThat(link.poll()).isEqualTo(MappedClientLink.UNHEARD);
  }

  @Test
  void garbageOnEveryChannelIsTakenAndForgotten() throws IOException {
    String garbage = "<\u00ff<quit<sporadic_ca>x</network_suspended>".repeat(20);
    sends(ChannelId.PROCESS_CONTROL_REQUEST, garbage);
    sends(ChannelId.HEARTBEAT, garbage);
    sends(ChannelId.TRICKLE_DOWN, garbage);

    assertThat(link.poll()).isEqualTo(Inbox.EMPTY);
    assertThat(client.channel(ChannelId.HEARTBEAT).unread()).isFalse();
  }

  @Test
  void aStatusGoesOutAtOnceIfTheClientHasReadThePreviousOne() throws IOException {
    link.report(cpu(1, 0));

    assertThat(receives(ChannelId.APP_STATUS)).isEqualTo(StatusMessage.of(cpu(1, 0)));
  }

  @Test
  void aNewerStatusReplacesOneThatStillWaits() throws IOException {
    link.report(cpu(1, 0));
    assertThat(link.waits()).isFalse();
    link.report(cpu(2, 0));
    link.report(cpu(3, 0));
    link.poll();

    assertThat(receives(ChannelId.APP_STATUS)).contains("<current_cpu_time>1<");
    assertThat(link.waits()).isTrue();
    link.poll();
    assertThat(link.waits()).isFalse();
    assertThat(receives(ChannelId.APP_STATUS)).contains("<current_cpu_time>3<");
    link.poll();
    assertThat(client.channel(ChannelId.APP_STATUS).unread()).isFalse();
  }

  /** The client looks once a second, and once more when the process is gone. */
  @Test
  void theEndIsToldInPlaceOfAllThatIsUnread() throws IOException {
    link.report(cpu(1, 0));
    link.report(cpu(2, 0));
    link.reportEnd(cpu(3, 0));

    assertThat(link.waits()).isFalse();
    assertThat(receives(ChannelId.APP_STATUS)).contains("<current_cpu_time>3<");
    link.poll();
    assertThat(client.channel(ChannelId.APP_STATUS).unread()).isFalse();
  }

  @Test
  void theEndCanBeToldAgain() throws IOException {
    link.reportEnd(cpu(3, 0));
    assertThat(receives(ChannelId.APP_STATUS)).contains("<current_cpu_time>3<");
    link.reportEnd(cpu(3, 0));
    link.reportEnd(cpu(3, 0));

    assertThat(receives(ChannelId.APP_STATUS)).isEqualTo(StatusMessage.of(cpu(3, 0)));
    assertThat(client.channel(ChannelId.APP_STATUS).unread()).isFalse();
  }

  @Test
  void theGraphicsUrlIsSentOnce() throws IOException {
    link.graphics("http://127.0.0.1:8080");

    assertThat(receives(ChannelId.GRAPHICS_REPLY))
        .isEqualTo("<web_graphics_url>http://127.0.0.1:8080</web_graphics_url>");
    link.poll();
    assertThat(client.channel(ChannelId.GRAPHICS_REPLY).unread()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "127.0.0.1:80", "http://a b", "http://a</web_graphics_url>", "http://a/?b&c"})
  void aUrlThatTheClientCannotTakeIsRefused(String url) throws IOException {
    assertThatThrownBy(() -> link.graphics(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(url);
  }

  @Test
  void aUrlLongerThanTheClientsBufferIsRefused() throws IOException {
    link.graphics("http://" + "a".repeat(248));

    assertThatThrownBy(() -> link.graphics("http://" + "a".repeat(249)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trickleUpsAndUploadsThatWaitGoOutTogether() throws IOException {
    link.trickleUp();
    link.trickleUp();
    link.uploadFile();
    assertThat(receives(ChannelId.TRICKLE_UP)).isEqualTo("<have_new_trickle_up/>\n");

    link.poll();

    assertThat(receives(ChannelId.TRICKLE_UP))
        .isEqualTo("<have_new_trickle_up/>\n<have_new_upload_file/>\n");
  }

  @Test
  void aSilentClientIsGoneAndItsSuccessorsMessagesAreNotTaken() throws IOException {
    boolean gone = false;
    for (int poll = 0; poll < 301 && !gone; poll++) {
      time.advance(Duration.ofMillis(100));
      gone = link.poll().clientGone();
    }
    assertThat(gone).isTrue();

    sends(ChannelId.PROCESS_CONTROL_REQUEST, "<quit/>");

    assertThat(link.poll()).isEqualTo(new Inbox(List.of(), true, true, false));
    assertThat(client.channel(ChannelId.PROCESS_CONTROL_REQUEST).unread()).isTrue();
    link.report(cpu(1, 0));
    assertThat(client.channel(ChannelId.APP_STATUS).unread()).isFalse();
  }

  @Test
  void aClientThatBeatsOnceASecondIsNeverGone() throws IOException {
    for (int second = 0; second < 120; second++) {
      sends(ChannelId.HEARTBEAT, "<heartbeat/>");
      time.advance(Duration.ofSeconds(1));
      assertThat(link.poll().clientGone()).isFalse();
    }
  }

  @Test
  void aMessageWithoutTheHeartbeatTagIsNoSignOfLife() throws IOException {
    for (int second = 0; second < 31; second++) {
      sends(ChannelId.HEARTBEAT, "<wss>1</wss>");
      time.advance(Duration.ofSeconds(1));
      link.poll();
    }
    assertThat(link.poll().clientGone()).isTrue();
  }

  @Test
  void theDeathOfTheClientsProcessIsHeardAtTheNextLook() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    try (MappedClientLink withPid =
        MappedClientLink.open(file, OptionalLong.of(process.pid()), time)) {
      assertThat(withPid.poll().clientGone()).isFalse();

      process.destroyForcibly().waitFor();
      time.advance(Duration.ofSeconds(10));

      assertThat(withPid.poll().clientGone()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFileThatIsTruncatedCountsAsAClientThatIsGone() throws IOException {
    link.poll();
    truncate();

    assertThat(link.poll().clientGone()).isTrue();
    assertThat(link.poll().clientGone()).isTrue();
    link.report(cpu(1, 0));
    link.reportEnd(cpu(1, 0));
    link.trickleUp();
    assertThat(Files.size(file)).isZero();
  }

  @Test
  void aStatusForATruncatedFileFindsTheClientGone() throws IOException {
    truncate();

    link.report(cpu(1, 0));

    assertThat(link.poll().clientGone()).isTrue();
    assertThat(Files.size(file)).isZero();
  }

  @Test
  void aClosedLinkHearsAndSaysNothing() throws IOException {
    sends(ChannelId.PROCESS_CONTROL_REQUEST, "<quit/>");

    link.close();
    link.close();

    assertThat(link.poll()).isEqualTo(MappedClientLink.UNHEARD);
    link.report(cpu(1, 0));
    link.reportEnd(cpu(1, 0));
    link.graphics("http://127.0.0.1:8080");
    link.uploadFile();
    assertThat(client.channel(ChannelId.PROCESS_CONTROL_REQUEST).unread()).isTrue();
    assertThat(client.channel(ChannelId.APP_STATUS).unread()).isFalse();
    assertThat(client.channel(ChannelId.GRAPHICS_REPLY).unread()).isFalse();
    assertThat(client.channel(ChannelId.TRICKLE_UP).unread()).isFalse();
  }

  private void sends(ChannelId id, String message) throws IOException {
    assertThat(client.channel(id).send(message)).isTrue();
  }

  private String receives(ChannelId id) throws IOException {
    return client.channel(id).receive().orElseThrow();
  }

  private void truncate() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }
}
