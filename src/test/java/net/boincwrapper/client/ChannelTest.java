package net.boincwrapper.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChannelTest {
  private final byte[] memory = new byte[Channel.SIZE + 1];
  private final Channel channel = new Channel(ByteBuffer.wrap(memory));

  @Test
  void aMessageIsTextFromByteOneAFlagAndANul() {
    Arrays.fill(memory, 1, memory.length, (byte) 'x');

    assertThat(channel.send("<quit/>")).isTrue();

    assertThat(memory[0]).isEqualTo((byte) 1);
    assertThat(new String(memory, 1, 9, ISO_8859_1)).isEqualTo("<quit/>\0x");
  }

  @Test
  void theReceiverTakesAMessageOnce() {
    channel.send("<quit/>");

    assertThat(channel.receive()).contains("<quit/>");
    assertThat(memory[0]).isZero();
    assertThat(channel.receive()).isEmpty();
  }

  @Test
  void anyFlagButZeroIsAMessage() {
    channel.send("<quit/>");
    memory[0] = (byte) 0x80;

    assertThat(channel.unread()).isTrue();
    assertThat(channel.receive()).contains("<quit/>");
  }

  @Test
  void anUnreadMessageIsNeverOverwritten() {
    channel.send("first");

    assertThat(channel.send("second")).isFalse();
    assertThat(channel.receive()).contains("first");
    assertThat(channel.send("second")).isTrue();
  }

  @Test
  void aShorterMessageDoesNotShowTheRestOfALongerOne() {
    channel.send("<reread_app_info/>");
    channel.receive();
    channel.send("<quit/>");

    assertThat(channel.receive()).contains("<quit/>");
  }

  @Test
  void theLongestMessageFillsTheChannelAndNoMore() {
    String longest = "a".repeat(Channel.MAX_TEXT);
    memory[Channel.SIZE] = 42;

    assertThat(channel.send(longest)).isTrue();

    assertThat(memory[Channel.SIZE - 1]).isZero();
    assertThat(memory[Channel.SIZE]).isEqualTo((byte) 42);
    assertThat(channel.receive()).contains(longest);
  }

  @Test
  void aMessageThatDoesNotFitIsRefusedAndNothingIsSent() {
    assertThatThrownBy(() -> channel.send("a".repeat(Channel.MAX_TEXT + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1022");
    assertThatThrownBy(() -> channel.send("a\0b")).isInstanceOf(IllegalArgumentException.class);
    assertThat(channel.unread()).isFalse();
  }

  @Test
  void bytesThatNeverEndInNulAreTextUpToTheLimit() {
    Arrays.fill(memory, (byte) 0xff);

    assertThat(channel.receive().orElseThrow()).isEqualTo("\u00ff".repeat(Channel.MAX_TEXT));
  }

  @Test
  void aDetachedChannelNeitherReadsNorWritesTheMemory() {
    channel.send("<quit/>");
    byte[] before = memory.clone();

    channel.detach();

    assertThat(channel.receive()).isEmpty();
    channel.send("late");
    assertThat(memory).isEqualTo(before);
  }
}
