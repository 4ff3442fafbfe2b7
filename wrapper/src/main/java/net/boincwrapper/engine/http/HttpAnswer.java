package net.boincwrapper.engine.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** An answer whose body is still to be read; closing it ends the connection, from any thread. */
public final class HttpAnswer implements Closeable {
  private final UnixCall call;
  private final HttpHead head;
  private final InputStream body;

  private HttpAnswer(UnixCall call, HttpHead head, InputStream body) {
    this.call = call;
    this.head = head;
    this.body = body;
  }

  /** Reads the head of the answer, and leaves the body to be read within the limits. */
  public static HttpAnswer read(UnixCall call, HttpRequest request, CallLimits limits)
      throws IOException {
    InputStream in = call.input();
    HttpHead head = HttpHead.read(in);
    if (limits.untilHead()) {
      call.forgetDeadline();
    }
    return new HttpAnswer(call, head, HttpBodies.of(request, head, in, limits.bodyBytes()));
  }

  public int status() {
    return head.status();
  }

  /** By name, ignoring case. */
  public Map<String, List<String>> headers() {
    return head.headers();
  }

  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    call.close();
  }
}
