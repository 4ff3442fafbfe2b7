package net.boincwrapper.image.archive;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/**
 * How bytes are compressed, by their first four, as engines tell it.
 *
 * <p>The decoder of zstd is pure Java, so that no library has to be unpacked on the host; its
 * classes are loaded where such bytes are met, and nowhere else.
 */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  static final int MAGIC_BYTES = 4;

  private static final int BUFFER = 64 << 10;
  private static final int GZIP_MAGIC = 0x8b1f;
  private static final int ZSTD_MAGIC = 0xfd2fb528;

  /** A frame of zstd that is to be skipped; the last four bits are free. */
  private static final int SKIPPABLE = 0x184d2a50;

  /**
   * Of bytes that begin so.
   *
   * @param length how many of them there are
   */
  private static Compression of(byte[] head, int length) {
    if (length >= 2 && (word(head) & 0xffff) == GZIP_MAGIC) {
      return GZIP;
    }
    boolean whole = length >= MAGIC_BYTES;
    boolean zstd = word(head) == ZSTD_MAGIC || (word(head) & ~0xf) == SKIPPABLE;
    return whole && zstd ? ZSTD : NONE;
  }

  /** Of a file of an archive that begins so. */
  static Compression of(byte[] head) {
    return head.length == MAGIC_BYTES ? of(head, head.length) : NONE;
  }

  /** Little-endian. */
  private static int word(byte[] b) {
    return (b[0] & 0xff) | (b[1] & 0xff) << 8 | (b[2] & 0xff) << 16 | (b[3] & 0xff) << 24;
  }

  /**
   * The stream without its compression, if it has any.
   *
   * @param windows the memory that zstd's may take
   */
  static InputStream decoded(InputStream in, ZstdWindows windows) throws IOException {
    PushbackInputStream whole = new PushbackInputStream(in, MAGIC_BYTES);
    byte[] head = new byte[MAGIC_BYTES];
    int length = whole.readNBytes(head, 0, MAGIC_BYTES);
    whole.unread(head, 0, length);
    return of(head, length).decoder(whole, windows);
  }

  private InputStream decoder(InputStream in, ZstdWindows windows) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case ZSTD -> new ZstdInputStream(new ZstdFrames(in, windows));
    };
  }
}
