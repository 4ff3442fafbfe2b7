package net.boincwrapper.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
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
  void closingLetsGoOfTheFileAtOnceAndLateCallsDoNoHarm() throws IOException {
    SharedMemory.create(file).close();
    SharedMemory memory = SharedMemory.open(file);
    Channel channel = memory.channel(ChannelId.APP_STATUS);

    memory.close();
    memory.close();

    assertThatThrownBy(channel::receive).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> channel.send("late")).isInstanceOf(IOException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[SharedMemory.SIZE]);
  }

  @Test
  void aFileThatWasTruncatedIsAnErrorAndIsNotMadeLonger() throws IOException {
    SharedMemory.create(file).close();
    try (SharedMemory memory = SharedMemory.open(file)) {
      Files.write(file, new byte[ChannelId.APP_STATUS.offset()]);

      assertThatThrownBy(() -> memory.channel(ChannelId.APP_STATUS).send("late"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("truncated");
      assertThat(Files.size(file)).isEqualTo(ChannelId.APP_STATUS.offset());
    }
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void aClientThatHasTheFileMappedGetsAndSendsMessagesWhole() throws Exception {
    Files.write(file, new byte[SharedMemory.SIZE]);
    try (SharedMemory memory = SharedMemory.open(file)) {
      Process client = startClient();
      try {
        ChannelPeer.take(memory.channel(ChannelId.HEARTBEAT));
        exchange(
            memory.channel(ChannelId.APP_STATUS),
            memory.channel(ChannelId.PROCESS_CONTROL_REQUEST));
        assertThat(client.waitFor()).isZero();
      } finally {
        client.destroyForcibly();
      }
    }
  }

  /** Sends whenever there is room, so that both sides write while the other one still reads. */
  private static void exchange(Channel out, Channel in) throws IOException {
    int sent = 0;
    int received = 0;
    while (received < ROUNDS) {
      if (sent < ROUNDS && out.send(message(sent))) {
        sent++;
      }
      Optional<String> answer = in.receive();
      if (answer.isPresent()) {
        assertThat(answer.get()).isEqualTo(message(received++));
      } else {
        Thread.yield();
      }
    }
  }

  private Process startClient() throws IOException {
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
    return new String(bytes, offset + 1, end - offset - 1, US_ASCII);
  }
}
