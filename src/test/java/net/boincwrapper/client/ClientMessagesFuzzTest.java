package net.boincwrapper.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import net.boincwrapper.fuzz.Cost;
import org.junit.jupiter.api.Timeout;

/**
 * The inputs are the channels, one after another, each of its flag byte and its text, with byte
 * 0x1e between two of them.
 */
@Timeout(120)
class ClientMessagesFuzzTest {
  private static final Set<ChannelId> TAKEN =
      Set.of(ChannelId.PROCESS_CONTROL_REQUEST, ChannelId.HEARTBEAT, ChannelId.TRICKLE_DOWN);

  private static final ClientWatch ALIVE =
      new ClientWatch() {
        @Override
        public void heartbeat() {}

        @Override
        public boolean gone() {
          return false;
        }
      };

  private final FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix());
  private final Path file = fileSystem.getPath("/boinc_mmap_file");

  @FuzzTest
  void areTakenWhateverTheySay(byte[] content) throws Exception {
    byte[] before = channels(content);
    Files.write(file, before);
    try (MappedClientLink link = MappedClientLink.open(file, ALIVE, () -> 0L)) {
      ClientLink.Inbox inbox = link.poll();

      assertThat(inbox.clientGone()).isFalse();
      byte[] after = Files.readAllBytes(file);
      assertThat(after).hasSize(SharedMemory.SIZE);
      for (ChannelId id : ChannelId.values()) {
        leftAlone(id, before, after);
      }
      assertThat(link.poll().requests()).as("each request is heard once").isEmpty();
    }
    String message = new String(content, ISO_8859_1);
    Cost.bounded(content.length, () -> isRead(message));
  }

  /** The client's side, as it is simulated, reads a status that can be told again. */
  private static boolean isRead(String message) {
    StatusReader reader = new StatusReader(0);
    reader.read(message);
    String said = StatusMessage.of(reader.last().orElseThrow());
    assertThat(said.length()).isLessThanOrEqualTo(Channel.MAX_TEXT);
    StatusReader again = new StatusReader(0);
    again.read(said);
    assertThat(StatusMessage.of(again.last().orElseThrow())).isEqualTo(said);
    return true;
  }

  private static void leftAlone(ChannelId id, byte[] before, byte[] after) {
    int at = id.offset();
    if (TAKEN.contains(id)) {
      assertThat(after[at]).as("%s was taken", id).isZero();
      at++;
    }
    int end = id.offset() + Channel.SIZE;
    assertThat(Arrays.equals(before, at, end, after, at, end)).as("%s", id).isTrue();
  }

  private static byte[] channels(byte[] content) {
    byte[] memory = new byte[SharedMemory.SIZE];
    int channel = 0;
    int at = 0;
    for (byte b : content) {
      if (b == 0x1e) {
        channel = (channel + 1) % 8;
        at = 0;
      } else if (at < Channel.SIZE) {
        memory[channel * Channel.SIZE + at++] = b;
      }
    }
    return memory;
  }
}
