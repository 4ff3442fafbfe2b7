package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Leaves files as a host that went down in the middle of writing them may. */
final class Damage {
  private static final int GARBLED_BYTES = 16;

  private Damage() {}

  /** Cuts a file to its first half and garbles its beginning; one that was empty gets garbage. */
  static void tear(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
      byte[] garbage = new byte[GARBLED_BYTES];
      Arrays.fill(garbage, (byte) 0xa5);
      channel.write(ByteBuffer.wrap(garbage), 0);
    }
  }
}
