package net.boincwrapper.engine.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a body in chunks; {@link #finish} writes the last one. Does not close the stream below.
 */
final class ChunkedOutput extends OutputStream {
  private static final int CHUNK_BYTES = 64 << 10;
  private static final byte[] CRLF = {'\r', '\n'};

  private final OutputStream out;
  private final byte[] buffer = new byte[CHUNK_BYTES];
  private int filled;

  ChunkedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    if (filled == buffer.length) {
      writeChunk();
    }
    buffer[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int written = 0;
    while (written < length) {
      if (filled == buffer.length) {
        writeChunk();
      }
      int count = Math.min(length - written, buffer.length - filled);
      System.arraycopy(bytes, offset + written, buffer, filled, count);
      filled += count;
      written += count;
    }
  }

  @Override
  public void flush() throws IOException {
    writeChunk();
  }

  void finish() throws IOException {
    writeChunk();
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** An empty chunk would end the body. */
  private void writeChunk() throws IOException {
    if (filled > 0) {
      out.write((Integer.toHexString(filled) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(buffer, 0, filled);
      out.write(CRLF);
      filled = 0;
    }
  }
}
