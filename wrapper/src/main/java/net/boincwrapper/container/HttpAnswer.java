package net.boincwrapper.container;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** An answer whose body is still to be read; closing it ends the connection, from any thread. */
final class HttpAnswer implements DockerHttpClient.Response {
  private final UnixCall call;
  private final HttpHead head;
  private final InputStream body;

  private HttpAnswer(UnixCall call, HttpHead head, InputStream body) {
    this.call = call;
    this.head = head;
    this.body = body;
  }

  static HttpAnswer read(UnixCall call, HttpRequest request, CallLimits limits) throws IOException {
    InputStream in = call.input();
    HttpHead head = HttpHead.read(in);
    if (limits.untilHead()) {
      call.forgetDeadline();
    }
    return new HttpAnswer(call, head, HttpBodies.of(request, head, in, limits.bodyBytes()));
  }

  @Override
  public int getStatusCode() {
    return head.status();
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return head.headers();
  }

  @Override
  public InputStream getBody() {
    return body;
  }

  @Override
  public void close() {
    call.close();
  }
}
