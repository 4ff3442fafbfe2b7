package net.boincwrapper.engine.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** The bodies that an answer can have. A body that ends early throws, and never looks complete. */
final class HttpBodies {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private HttpBodies() {}

  /**
   * The body that answers a request, with a limit; {@code in} has been read up to the end of the
   * head.
   */
  static InputStream of(HttpRequest request, HttpHead head, InputStream in, long bound)
      throws IOException {
    boolean none =
        request.method().equals("HEAD")
            || head.status() == NO_CONTENT
            || head.status() == NOT_MODIFIED;
    return none ? InputStream.nullInputStream() : new Bounded(framed(head, in), bound);
  }

  private static InputStream framed(HttpHead head, InputStream in) throws IOException {
    String coding = head.header("Transfer-Encoding");
    if (coding.equalsIgnoreCase("chunked")) {
      return new ChunkedInput(in);
    }
    if (!coding.isEmpty()) {
      throw new ProtocolException("unknown transfer encoding " + coding);
    }
    String length = head.header("Content-Length");
    return length.isEmpty() ? in : new Sized(in, parseLength(length));
  }

  private static long parseLength(String text) throws ProtocolException {
    try {
      long length = Long.parseLong(text);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new ProtocolException("not a length: " + text);
  }

  /** A body of a known length. */
  private static final class Sized extends FilterInputStream {
    private long left;

    Sized(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the answer ends " + left + " bytes early");
      }
      left -= count;
      return count;
    }
  }

  /** A body that must not be longer than a limit. */
  private static final class Bounded extends FilterInputStream {
    private final long bound;
    private long seen;

    Bounded(InputStream in, long bound) {
      super(in);
      this.bound = bound;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int more) throws ProtocolException {
      seen += more;
      if (seen > bound) {
        throw new ProtocolException("the answer is longer than " + bound + " bytes");
      }
    }
  }
}
