package net.boincwrapper.engine.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Reads a body in chunks (RFC 9112, section 7.1). Extensions and trailers are ignored. */
final class ChunkedInput extends InputStream {
  private static final int SIZE_LINE_BYTES = 256;
  private static final int TRAILER_BYTES = 8 << 10;

  /** 15 hexadecimal digits never overflow a long. */
  private static final int SIZE_DIGITS = 15;

  private final InputStream in;
  private long left;
  private boolean first = true;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
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
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the answer ends within a chunk");
    }
    left -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    if (!first && !line(SIZE_LINE_BYTES).isEmpty()) {
      throw new ProtocolException("a chunk is longer than it says");
    }
    first = false;
    left = size(line(SIZE_LINE_BYTES));
    if (left == 0) {
      ended = true;
      skipTrailers();
    }
    return !ended;
  }

  private void skipTrailers() throws IOException {
    HttpHead.Lines lines = new HttpHead.Lines(in, TRAILER_BYTES);
    while (!lines.next().isEmpty()) {
      // Nothing that an engine sends in a trailer matters here.
    }
  }

  private String line(int bound) throws IOException {
    return new HttpHead.Lines(in, bound).next();
  }

  private static long size(String line) throws ProtocolException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (!digits.isEmpty() && digits.length() <= SIZE_DIGITS && isHex(digits)) {
      return Long.parseLong(digits, 16);
    }
    throw new ProtocolException("not a chunk size: " + digits);
  }

  private static boolean isHex(String digits) {
    return digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }
}
