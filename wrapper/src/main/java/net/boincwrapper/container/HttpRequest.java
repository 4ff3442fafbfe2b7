package net.boincwrapper.container;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request as it goes over the wire.
 *
 * @param path with its query, escaped
 */
record HttpRequest(String method, String path, Map<String, String> headers, Body body) {
  /** Writes itself; called at most once. */
  sealed interface Body {}

  /** A body of a known length; an empty one for requests without. */
  record Bytes(byte[] bytes) implements Body {}

  /** A body of unknown length, sent in chunks. */
  @FunctionalInterface
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /** A body that is written as it comes. */
  record Streamed(Writer writer) implements Body {}

  /** Our own side of the request could not be read; the engine has no part in it. */
  static final class UnreadableBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableBodyException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static final Body NONE = new Bytes(new byte[0]);

  static HttpRequest get(String path) {
    return new HttpRequest("GET", path, Map.of(), NONE);
  }

  static HttpRequest post(String path) {
    return new HttpRequest("POST", path, Map.of(), NONE);
  }

  static HttpRequest of(DockerHttpClient.Request request) {
    if (request.hijackedInput() != null) {
      throw new UnsupportedOperationException("standard input of a container");
    }
    return new HttpRequest(request.method(), request.path(), request.headers(), bodyOf(request));
  }

  private static Body bodyOf(DockerHttpClient.Request request) {
    byte[] bytes = request.bodyBytes();
    if (bytes != null) {
      return new Bytes(bytes);
    }
    InputStream stream = request.body();
    return stream == null ? NONE : new Streamed(stream::transferTo);
  }

  /** Writes the head; the connection is for this request alone. */
  void writeHead(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append(plain(method)).append(' ').append(plain(path)).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    headers.forEach((name, value) -> header(head, name, value));
    if (body instanceof Bytes known) {
      if (known.bytes.length > 0 || !method.equals("GET")) {
        header(head, "Content-Length", Integer.toString(known.bytes.length));
      }
    } else {
      header(head, "Transfer-Encoding", "chunked");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
  }

  void writeBody(OutputStream out) throws IOException {
    if (body instanceof Bytes known) {
      out.write(known.bytes);
    } else if (body instanceof Streamed streamed) {
      ChunkedOutput chunks = new ChunkedOutput(out);
      streamed.writer.writeTo(chunks);
      chunks.finish();
    }
  }

  private static void header(StringBuilder head, String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException("a header that breaks the request: " + name);
      }
    }
    head.append(plain(name)).append(": ").append(value).append("\r\n");
  }

  /** Nothing that a caller put in may begin another header or request. */
  private static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        throw new IllegalArgumentException("not escaped: " + text);
      }
    }
    return text;
  }
}
