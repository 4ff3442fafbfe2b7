package net.boincwrapper.engine.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Parts of an ELF file, wherever its own figures point: nothing outside the file is read, and in
 * all no more than a few MiB.
 */
final class ElfBytes {
  /** Real files need a few hundred KiB: each text is read for itself. */
  private static final long MOST_BYTES = 4L << 20;

  private static final int LONGEST_TEXT = 4096;
  private static final int TEXT_STEP = 256;

  private final SeekableByteChannel file;
  private final long size;
  private final boolean wide;
  private final ByteOrder order;
  private long left = MOST_BYTES;

  /**
   * @param wide whether addresses have 64 bits
   */
  ElfBytes(SeekableByteChannel file, boolean wide, ByteOrder order) throws IOException {
    this.file = file;
    this.size = file.size();
    this.wide = wide;
    this.order = order;
  }

  boolean isWide() {
    return wide;
  }

  /** What there is of these bytes; shorter at the file's end, empty for a place outside it. */
  ByteBuffer at(long offset, long length) throws IOException {
    boolean inside = offset >= 0 && offset < size && length > 0;
    int wanted = inside ? (int) Math.min(Math.min(length, size - offset), left) : 0;
    ByteBuffer bytes = ByteBuffer.allocate(wanted).order(order);
    if (wanted > 0) {
      file.position(offset);
      while (bytes.hasRemaining() && file.read(bytes) > 0) {
        // A file may be cut meanwhile; then the rest stays unread.
      }
      left -= wanted;
    }
    return bytes.flip();
  }

  /** A text that ends with a zero byte; empty where none does, or it is longer than a path. */
  Optional<String> text(long offset) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < LONGEST_TEXT) {
      String part =
          StandardCharsets.ISO_8859_1.decode(at(offset + text.length(), TEXT_STEP)).toString();
      int end = part.indexOf('\0');
      if (end >= 0) {
        return Optional.of(text.append(part, 0, end).toString());
      }
      if (part.isEmpty()) {
        return Optional.empty();
      }
      text.append(part);
    }
    return Optional.empty();
  }

  /** An address or a size, of 8 bytes or 4. */
  long word(ByteBuffer bytes, int wideAt, int narrowAt) {
    return wide ? bytes.getLong(wideAt) : Integer.toUnsignedLong(bytes.getInt(narrowAt));
  }
}
