package net.boincwrapper.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private final byte[] memory = new byte[Channel.SIZE + 1];
  private final Channel channel = new Channel(new ArrayBytes(memory), 0);

  @Test
  void aMessageIsTextFromByteOneAFlagAndANul() throws IOException {
    Arrays.fill(memory, 1, memory.length, (byte) 'x');

    assertThat(channel.send("<quit/>")).isTrue();

    assertThat(memory[0]).isEqualTo((byte) 1);
    assertThat(new String(memory, 1, 9, ISO_8859_1)).isEqualTo("<quit/>\0x");
  }

  @Test
  void theReceiverTakesAMessageOnce() throws IOException {
    channel.send("<quit/>");

    assertThat(channel.receive()).contains("<quit/>");
    assertThat(memory[0]).isZero();
    assertThat(channel.receive()).isEmpty();
  }

  @Test
  void anyFlagButZeroIsAMessage() throws IOException {
    channel.send("<quit/>");
    memory[0] = (byte) 0x80;

    assertThat(channel.unread()).isTrue();
    assertThat(channel.receive()).contains("<quit/>");
  }

  @Test
  void anUnreadMessageIsNeverOverwritten() throws IOException {
    channel.send("first");

    assertThat(channel.send("second")).isFalse();
    assertThat(channel.receive()).contains("first");
    assertThat(channel.send("second")).isTrue();
  }

  @Test
  void anUnreadMessageIsTakenBackBeforeItIsOverwritten() throws IOException {
    List<String> calls = new ArrayList<>();
    channel.send("first");
    new Channel(new ArrayBytes(memory, calls), 0).overwrite("2nd");

    assertThat(calls).containsExactly("get 0", "put 0", "put 1+4", "put 0");
    assertThat(channel.receive()).contains("2nd");
    assertThat(channel.receive()).isEmpty();
  }

  @Test
  void whatOverwritesNothingIsSentAsUsual() throws IOException {
    channel.overwrite("only");
    assertThat(channel.receive()).contains("only");
    assertThatThrownBy(() -> channel.overwrite("a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(channel.unread()).isFalse();
  }

  @Test
  void aShorterMessageDoesNotShowTheRestOfALongerOne() throws IOException {
    channel.send("<reread_app_info/>");
    channel.receive();
    channel.send("<quit/>");

    assertThat(channel.receive()).contains("<quit/>");
  }

  @Test
  void theLongestMessageFillsTheChannelAndNoMore() throws IOException {
    String longest = "a".repeat(Channel.MAX_TEXT);
    memory[Channel.SIZE] = 42;

    assertThat(channel.send(longest)).isTrue();

    assertThat(memory[Channel.SIZE - 1]).isZero();
    assertThat(memory[Channel.SIZE]).isEqualTo((byte) 42);
    assertThat(channel.receive()).contains(longest);
  }

  @Test
  void aMessageThatDoesNotFitIsRefusedAndNothingIsSent() throws IOException {
    assertThatThrownBy(() -> channel.send("a".repeat(Channel.MAX_TEXT + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1022");
    assertThatThrownBy(() -> channel.send("a\0b")).isInstanceOf(IllegalArgumentException.class);
    assertThat(channel.unread()).isFalse();
  }

  @Test
  void bytesThatNeverEndInNulAreTextUpToTheLimit() throws IOException {
    Arrays.fill(memory, (byte) 0xff);

    assertThat(channel.receive().orElseThrow()).isEqualTo("\u00ff".repeat(Channel.MAX_TEXT));
  }

  @Test
  void aChannelTouchesNothingBeforeItsOffset() throws IOException {
    byte[] two = new byte[2 * Channel.SIZE];
    Channel second = new Channel(new ArrayBytes(two), Channel.SIZE);

    second.send("<quit/>");

    assertThat(Arrays.copyOf(two, Channel.SIZE)).containsOnly(0);
    assertThat(two[Channel.SIZE]).isEqualTo((byte) 1);
    assertThat(second.receive()).contains("<quit/>");
  }

  @Test
  void theFlagIsSetAfterTheTextIsWrittenAndClearedAfterItIsRead() throws IOException {
    List<String> calls = new ArrayList<>();
    Channel watched = new Channel(new ArrayBytes(memory, calls), 0);

    watched.send("<quit/>");
    assertThat(calls).containsExactly("get 0", "put 1+8", "put 0");

    calls.clear();
    watched.receive();
    assertThat(calls).containsExactly("get 0", "get 1+1022", "put 0");
  }

  /** Shared bytes in an array; notes each call. */
  private record ArrayBytes(byte[] array, List<String> calls) implements SharedBytes {
    ArrayBytes(byte[] array) {
      this(array, new ArrayList<>());
    }

    @Override
    public byte get(int at) {
      calls.add("get " + at);
      return array[at];
    }

    @Override
    public void get(int at, byte[] into) {
      calls.add("get " + at + "+" + into.length);
      System.arraycopy(array, at, into, 0, into.length);
    }

    @Override
    public void put(int at, byte value) {
      calls.add("put " + at);
      array[at] = value;
    }

    @Override
    public void put(int at, byte[] values) {
      calls.add("put " + at + "+" + values.length);
      System.arraycopy(values, 0, array, at, values.length);
    }

    @Override
    public void close() {}
  }
}
