package net.boincwrapper.image.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes zstd's bytes on, after a look at what each frame asks of its reader (RFC 8878, section
 * 3.1): the decoder keeps a window of the frame's choice in memory.
 */
final class ZstdFrames extends InputStream {
  private static final int MAGIC = 0xfd2fb528;
  private static final int SKIPPABLE = 0x184d2a50;
  private static final int CHECKSUM_BYTES = 4;

  /** Type of a block that is one byte, repeated. */
  private static final int REPEATED = 1;

  private final InputStream in;
  private final ZstdWindows windows;

  /** The largest so far. */
  private long window;

  /** A header that has been looked at and is yet to be passed on. */
  private final byte[] header = new byte[32];

  private int filled;
  private int passed;

  /** Bytes after the header that are nothing to us. */
  private long opaque;

  private boolean inFrame;
  private boolean checksum;
  private boolean last;

  ZstdFrames(InputStream in, ZstdWindows windows) {
    this.in = in;
    this.windows = windows;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (passed == filled && opaque == 0) {
      if (!next()) {
        return -1;
      }
    }
    if (passed < filled) {
      int count = Math.min(length, filled - passed);
      System.arraycopy(header, passed, bytes, offset, count);
      passed += count;
      return count;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, opaque));
    if (count < 0) {
      throw new EOFException("zstd ends within a block");
    }
    opaque -= count;
    return count;
  }

  /** Reads the next header, of a frame or of a block; false at the end. */
  private boolean next() throws IOException {
    filled = 0;
    passed = 0;
    if (inFrame && last) {
      inFrame = false;
      opaque = checksum ? CHECKSUM_BYTES : 0;
      return true;
    }
    if (inFrame) {
      block();
      return true;
    }
    return frame();
  }

  private void block() throws IOException {
    long word = take(3);
    last = (word & 1) == 1;
    int type = (int) (word >> 1) & 3;
    opaque = type == REPEATED ? 1 : word >> 3;
  }

  private boolean frame() throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    header[filled++] = (byte) first;
    int magic = (int) (first | take(3) << 8);
    if ((magic & ~0xf) == SKIPPABLE) {
      opaque = take(4);
      return true;
    }
    if (magic != MAGIC) {
      throw new ArchiveFault("has bytes after its end that are no zstd");
    }
    descriptor((int) take(1));
    inFrame = true;
    last = false;
    return true;
  }

  private void descriptor(int flags) throws IOException {
    boolean single = (flags & 0x20) != 0;
    checksum = (flags & 0x04) != 0;
    long named = single ? 0 : window((int) take(1));
    take(new int[] {0, 1, 2, 4}[flags & 3]); // the dictionary's id
    int sizeBytes = new int[] {single ? 1 : 0, 2, 4, 8}[flags >> 6];
    long content = take(sizeBytes) + (sizeBytes == 2 ? 256 : 0);
    window = windows.grow(window, single ? content : named);
  }

  private static long window(int descriptor) {
    long base = 1L << (10 + (descriptor >> 3));
    return base + base / 8 * (descriptor & 7);
  }

  /** So many bytes of a header, the least significant one first. */
  private long take(int bytes) throws IOException {
    if (in.readNBytes(header, filled, bytes) < bytes) {
      throw new EOFException("zstd ends within a header");
    }
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | (header[filled + i] & 0xff);
    }
    filled += bytes;
    return value;
  }

  @Override
  public void close() throws IOException {
    windows.giveBack(window);
    window = 0;
    in.close();
  }
}
