package net.boincwrapper.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The other process of {@link SharedMemoryTest}: it plays the client, has the file mapped and
 * answers each message with the same text.
 */
final class ChannelPeer {
  private ChannelPeer() {}

  public static void main(String[] arguments) throws Exception {
    try (SharedMemory memory = SharedMemory.create(Path.of(arguments[0]))) {
      memory.channel(ChannelId.HEARTBEAT).send("<heartbeat/>");
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        String text = take(memory.channel(ChannelId.APP_STATUS));
        while (!memory.channel(ChannelId.PROCESS_CONTROL_REQUEST).send(text)) {
          Thread.yield();
        }
      }
    }
  }

  static String take(Channel channel) throws IOException {
    Optional<String> text = channel.receive();
    while (text.isEmpty()) {
      Thread.yield();
      text = channel.receive();
    }
    return text.get();
  }
}
