package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of what passes by. */
final class Sha256 {
  /** Small enough for the heap of a wrapper, large enough that the calls do not count. */
  static final int PIECE = 256 * 1024;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(byte[] bytes, int count) {
    digest.update(bytes, 0, count);
  }

  /** 64 hexadecimal digits, lower case. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of all that can be read, but no more than a number of bytes. */
  static String of(ReadableByteChannel channel, long bytes) throws IOException {
    Sha256 hash = new Sha256();
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(bytes, 1)));
    for (long rest = bytes; rest > 0; rest -= piece.position()) {
      piece.clear().limit((int) Math.min(piece.capacity(), rest));
      if (channel.read(piece) <= 0) {
        break;
      }
      hash.add(piece.array(), piece.position());
    }
    return hash.hex();
  }
}
