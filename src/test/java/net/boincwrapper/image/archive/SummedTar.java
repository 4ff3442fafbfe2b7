package net.boincwrapper.image.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/** A tar whose headers have the sums that they should: no fuzzer would guess them. */
final class SummedTar {
  private static final int BLOCK = 512;
  private static final int SUM = 148;
  private static final int SIZE = 124;
  private static final int SIZE_DIGITS = 11;

  private SummedTar() {}

  /** The same bytes, but for the sums. */
  static byte[] of(byte[] written) {
    byte[] tar = written.clone();
    long at = 0;
    while (at + BLOCK <= tar.length) {
      int header = (int) at;
      if (tar[header] == 0) {
        return tar;
      }
      sum(tar, header);
      at += BLOCK + (size(tar, header) + BLOCK - 1) / BLOCK * BLOCK;
    }
    return tar;
  }

  private static void sum(byte[] tar, int header) {
    int sum = 8 * ' ';
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= SUM && i < SUM + 8 ? 0 : tar[header + i] & 0xff;
    }
    byte[] digits = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(US_ASCII);
    System.arraycopy(digits, 0, tar, header + SUM, digits.length);
  }

  private static long size(byte[] tar, int header) {
    long size = 0;
    for (int i = 0; i < SIZE_DIGITS; i++) {
      size = size << 3 | (tar[header + SIZE + i] & 7);
    }
    return size;
  }
}
