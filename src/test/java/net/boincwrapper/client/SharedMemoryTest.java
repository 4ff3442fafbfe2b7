package net.boincwrapper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SharedMemoryTest {
  private static final int ROUNDS = 20_000;

  @TempDir Path slot;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = slot.resolve("boinc_mmap_file");
  }

  @Test
  void theChannelsLieWhereBoincHasThem() throws IOException {
    try (SharedMemory memory = SharedMemory.create(file)) {
      for (ChannelId id : ChannelId.values()) {
        memory.channel(id).send(id.name());
      }
    }

    byte[] bytes = Files.readAllBytes(file);
    assertThat(textAt(bytes, 0)).isEqualTo("PROCESS_CONTROL_REQUEST");
    assertThat(textAt(bytes, 1024)).isEqualTo("PROCESS_CONTROL_REPLY");
    assertThat(textAt(bytes, 2048)).isEqualTo("GRAPHICS_REQUEST");
    assertThat(textAt(bytes, 3072)).isEqualTo("GRAPHICS_REPLY");
    assertThat(textAt(bytes, 4096)).isEqualTo("HEARTBEAT");
    assertThat(textAt(bytes, 5120)).isEqualTo("APP_STATUS");
    assertThat(textAt(bytes, 6144)).isEqualTo("TRICKLE_UP");
    assertThat(textAt(bytes, 7168)).isEqualTo("TRICKLE_DOWN");
  }

  @Test
  void theClientZeroesAFileOfAnEarlierTaskWithoutMakingANewOne() throws IOException {
    byte[] old = new byte[SharedMemory.SIZE];
    Arrays.fill(old, (byte) 1);
    Files.write(file, old);
    Object identity = Files.getAttribute(file, "unix:ino");

    SharedMemory.create(file).close();

    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[SharedMemory.SIZE]);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(identity);
  }

  @Test
  void whatIsNoFileOfTheClientIsRefusedByName() throws IOException {
    Path target = Files.write(slot.resolve("canary"), new byte[SharedMemory.SIZE]);
    Path link = Files.createSymbolicLink(slot.resolve("link"), target);
    Path shortFile = Files.write(slot.resolve("short"), new byte[SharedMemory.SIZE - 1]);

    assertThatThrownBy(() -> SharedMemory.open(link))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("link is not a regular file");
    assertThatThrownBy(() -> SharedMemory.create(link)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> SharedMemory.open(slot))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a regular file");
    assertThatThrownBy(() -> SharedMemory.open(shortFile))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 8191 bytes, not 8192");
    assertThatThrownBy(() -> SharedMemory.open(slot.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }

  @Test
  void closingUnmapsAtOnceAndLateCallsDoNoHarm() throws IOException {
    SharedMemory memory = SharedMemory.create(file);
    Channel channel = memory.channel(ChannelId.APP_STATUS);
    assumeTrue(Files.exists(Path.of("/proc/self/maps")), "needs /proc");
    assertThat(mapped()).isTrue();

    memory.close();
    memory.close();

    assertThat(mapped()).isFalse();
    assertThat(memory.intact()).isFalse();
    assertThat(channel.receive()).isEmpty();
    assertThat(channel.send("late")).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[SharedMemory.SIZE]);
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void twoProcessesExchangeMessagesWithoutATornOne() throws Exception {
    try (SharedMemory memory = SharedMemory.create(file)) {
      Process peer = startPeer();
      try {
        for (int round = 0; round < ROUNDS; round++) {
          String text = message(round);
          assertThat(memory.channel(ChannelId.PROCESS_CONTROL_REQUEST).send(text)).isTrue();
          assertThat(ChannelPeer.take(memory.channel(ChannelId.APP_STATUS))).isEqualTo(text);
        }
        assertThat(peer.waitFor()).isZero();
      } finally {
        peer.destroyForcibly();
      }
    }
  }

  private Process startPeer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("surefire.test.class.path", ""),
            ChannelPeer.class.getName(),
            file.toString(),
            Integer.toString(ROUNDS))
        .inheritIO()
        .start();
  }

  /** Text that differs from that of the round before in its length and in every character. */
  private static String message(int round) {
    return String.valueOf((char) ('a' + round % 26)).repeat(1 + round * 37 % Channel.MAX_TEXT);
  }

  private static String textAt(byte[] bytes, int offset) {
    assertThat(bytes[offset]).isEqualTo((byte) 1);
    int end = offset + 1;
    while (bytes[end] != 0) {
      end++;
    }
    return new String(
        bytes, offset + 1, end - offset - 1, java.nio.charset.StandardCharsets.US_ASCII);
  }

  private boolean mapped() throws IOException {
    return Files.readString(Path.of("/proc/self/maps")).contains(file.toRealPath().toString());
  }
}
