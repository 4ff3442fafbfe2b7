package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, by the JDK. */
public final class Sha256 {
  private static final int PIECE = 128 * 1024;

  private Sha256() {}

  /** A digest to be fed piece by piece. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hash of all that can be read: 64 hexadecimal digits, lower case. */
  static String of(ReadableByteChannel channel) throws IOException {
    MessageDigest digest = digest();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (channel.read(piece) >= 0) {
      digest.update(piece.flip());
      piece.clear();
    }
    return hex(digest.digest());
  }

  /** The hash of the text in UTF-8: 64 hexadecimal digits, lower case. */
  public static String hex(String text) {
    return hex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A digest's bytes as hexadecimal digits, lower case. */
  public static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
