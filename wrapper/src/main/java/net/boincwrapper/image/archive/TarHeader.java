package net.boincwrapper.image.archive;

/**
 * A header of a tar (POSIX.1-2001, {@code pax}, "ustar Interchange Format").
 *
 * @param bytes that follow it
 */
record TarHeader(String name, char type, String link, long bytes) {
  private static final int SUM = 148;
  private static final int SUM_BYTES = 8;

  static TarHeader of(byte[] block) throws ArchiveFault {
    if (sum(block) != octal(block, SUM, SUM_BYTES)) {
      throw new ArchiveFault("is no tar, or is damaged: a header's sum is wrong");
    }
    String name = TarReader.text(block, 0, 100);
    boolean posix = TarReader.text(block, 257, 6).equals("ustar");
    String prefix = posix ? TarReader.text(block, 345, 155) : "";
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        (char) (block[156] & 0xff),
        TarReader.text(block, 157, 100),
        octal(block, 124, 12));
  }

  private static long sum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < block.length; i++) {
      sum += i >= SUM && i < SUM + SUM_BYTES ? ' ' : block[i] & 0xff;
    }
    return sum;
  }

  /** Octal digits, or GNU's binary number, whose first bit is set. */
  private static long octal(byte[] block, int offset, int length) throws ArchiveFault {
    boolean binary = (block[offset] & 0x80) != 0;
    long value = 0;
    for (int i = offset; i < offset + length; i++) {
      int b = block[i] & (binary && i == offset ? 0x7f : 0xff);
      if (binary) {
        value = value << 8 | b;
      } else if (b >= '0' && b <= '7') {
        value = value << 3 | (b - '0');
      } else if (b != ' ' && b != 0) {
        throw new ArchiveFault("is no tar, or is damaged: a header has a number that is none");
      }
      if (value < 0 || value >= 1L << 48) {
        throw new ArchiveFault("has a header with a number that is out of all bounds");
      }
    }
    return value;
  }
}
