package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Damages files in the way a host does that goes down while writing them. */
final class Damage {
  private static final int GARBLED_BYTES = 16;

  private Damage() {}

  /** Cuts a file to its first half and garbles its beginning; an empty file gets garbage. */
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
