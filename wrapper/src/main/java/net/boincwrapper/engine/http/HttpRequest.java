package net.boincwrapper.engine.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A request as it goes over the wire.
 *
 * @param path path and query, escaped
 * @param bodyBytes length of the body; empty: unknown, so it is sent in chunks
 * @param body writes the body; called at most once
 */
public record HttpRequest(
    String method, String path, Map<String, String> headers, OptionalLong bodyBytes, Body body) {
  /** Writes the body of a request. */
  @FunctionalInterface
  public interface Body {
    public void writeTo(OutputStream out) throws IOException;
  }

  /** The body could not be read on our side; the engine is not at fault. */
  public static final class UnreadableBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableBodyException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  public static HttpRequest get(String path) {
    return withoutBody("GET", path, Map.of());
  }

  /** Asks only for the headers that a GET would have. */
  public static HttpRequest head(String path) {
    return withoutBody("HEAD", path, Map.of());
  }

  public static HttpRequest post(String path) {
    return withoutBody("POST", path, Map.of());
  }

  /** Sends the body in chunks, as it is written. */
  public static HttpRequest post(String path, Map<String, String> headers, Body body) {
    return new HttpRequest("POST", path, headers, OptionalLong.empty(), body);
  }

  /** Sends a JSON document. */
  public static HttpRequest json(String path, byte[] document) {
    return new HttpRequest(
        "POST",
        path,
        Map.of("Content-Type", "application/json"),
        OptionalLong.of(document.length),
        out -> out.write(document));
  }

  public static HttpRequest withoutBody(String method, String path, Map<String, String> headers) {
    return new HttpRequest(method, path, headers, OptionalLong.of(0), out -> {});
  }

  /** Writes all of it; the connection is for this request alone. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(head().getBytes(StandardCharsets.US_ASCII));
    if (bodyBytes.isPresent()) {
      body.writeTo(out);
    } else {
      ChunkedOutput chunks = new ChunkedOutput(out);
      body.writeTo(chunks);
      chunks.finish();
    }
  }

  private String head() {
    StringBuilder head = new StringBuilder(256);
    head.append(plain(method)).append(' ').append(plain(path)).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    headers.forEach((name, value) -> header(head, name, value));
    if (bodyBytes.isEmpty()) {
      header(head, "Transfer-Encoding", "chunked");
    } else if (bodyBytes.getAsLong() > 0 || method.equals("POST")) {
      header(head, "Content-Length", Long.toString(bodyBytes.getAsLong()));
    }
    return head.append("\r\n").toString();
  }

  private static void header(StringBuilder head, String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException("a header that breaks the request: " + name);
      }
    }
    head.append(plain(name)).append(": ").append(value).append("\r\n");
  }

  /** Nothing that a caller passes in may begin another header or request. */
  private static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        throw new IllegalArgumentException("not escaped: " + text);
      }
    }
    return text;
  }
}
