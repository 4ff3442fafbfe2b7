package net.boincwrapper.client;

import java.nio.file.Path;
import java.util.Optional;

/** The other process of {@link SharedMemoryTest}: answers each message with the same text. */
final class ChannelPeer {
  private ChannelPeer() {}

  public static void main(String[] arguments) throws Exception {
    try (SharedMemory memory = SharedMemory.open(Path.of(arguments[0]))) {
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        String text = take(memory.channel(ChannelId.PROCESS_CONTROL_REQUEST));
        while (!memory.channel(ChannelId.APP_STATUS).send(text)) {
          Thread.yield();
        }
      }
    }
  }

  static String take(Channel channel) {
    Optional<String> text = channel.receive();
    while (text.isEmpty()) {
      Thread.yield();
      text = channel.receive();
    }
    return text.get();
  }
}
