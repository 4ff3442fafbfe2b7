package net.boincwrapper.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.engine.http.UnixCall;
import org.jspecify.annotations.Nullable;

/**
 * HTTP over a unix socket for docker-java and for the calls that we make ourselves: one connection
 * a request, everything bounded. Half the start-up time and memory of the transports that
 * docker-java brings (measured), and a deadline that holds.
 *
 * <p>Any number of threads may use one transport; it holds nothing between requests.
 */
final class UnixSocketTransport implements DockerHttpClient {
  /** Makes an engine listen again, or says why it cannot. */
  @FunctionalInterface
  interface Revival {
    void revive() throws IOException;
  }

  private final Path socket;
  private final CallLimits limits;
  private final @Nullable Revival revival;

  /**
   * @param time limit of each call that docker-java makes through this object
   * @param revival asked once a call, where nobody listens at the socket; null: there is none
   */
  UnixSocketTransport(Path socket, Duration time, @Nullable Revival revival) {
    this.socket = socket;
    this.limits = CallLimits.call(time);
    this.revival = revival;
  }

  /** The same socket under another time limit. */
  UnixSocketTransport within(Duration time) {
    return new UnixSocketTransport(socket, time, revival);
  }

  Path socket() {
    return socket;
  }

  @Override
  public Response execute(Request request) {
    try {
      return new AnswerResponse(exchange(translated(request), limits, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpRequest translated(Request request) {
    if (request.hijackedInput() != null) {
      throw new UnsupportedOperationException("standard input of a container");
    }
    String method = request.method();
    String path = request.path();
    byte[] bytes = request.bodyBytes();
    if (bytes != null) {
      OptionalLong length = OptionalLong.of(bytes.length);
      return new HttpRequest(method, path, request.headers(), length, out -> out.write(bytes));
    }
    InputStream body = request.body();
    return body == null
        ? HttpRequest.withoutBody(method, path, request.headers())
        : new HttpRequest(method, path, request.headers(), OptionalLong.empty(), body::transferTo);
  }

  /** An answer as docker-java wants it. */
  private record AnswerResponse(HttpAnswer answer) implements Response {
    @Override
    public int getStatusCode() {
      return answer.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return answer.headers();
    }

    @Override
    public InputStream getBody() {
      return answer.body();
    }

    @Override
    public void close() {
      answer.close();
    }
  }

  /**
   * Sends a request and reads the head of the answer.
   *
   * @param cancel asked from another thread several times a second until the answer is closed;
   *     null: never cancelled
   */
  HttpAnswer exchange(HttpRequest request, CallLimits callLimits, @Nullable BooleanSupplier cancel)
      throws IOException {
    UnixCall call = connect(callLimits, cancel);
    boolean answered = false;
    try {
      HttpAnswer answer = exchange(call, request, callLimits);
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        call.close();
      }
    }
  }

  private UnixCall connect(CallLimits callLimits, @Nullable BooleanSupplier cancel)
      throws IOException {
    try {
      return UnixCall.open(socket, callLimits.time(), cancel);
    } catch (IOException e) {
      if (revival == null || !isAway(e)) {
        throw e;
      }
      revival.revive();
      return UnixCall.open(socket, callLimits.time(), cancel);
    }
  }

  /**
   * Whether nobody listens there. One that is slow, or a call that was given up, is another case.
   */
  private boolean isAway(IOException e) {
    return e instanceof ConnectException
        || (!(e instanceof InterruptedIOException) && Files.notExists(socket));
  }

  /** An engine that refuses a request may answer, and close, before it has read all of the body. */
  private static HttpAnswer exchange(UnixCall call, HttpRequest request, CallLimits limits)
      throws IOException {
    try {
      request.writeTo(call.output());
    } catch (IOException e) {
      if (call.sound()) {
        throw new HttpRequest.UnreadableBodyException(e);
      }
      if (call.refused()) {
        return earlyAnswer(call, request, limits, e);
      }
      throw call.explain(e);
    }
    return HttpAnswer.read(call, request, limits);
  }

  private static HttpAnswer earlyAnswer(
      UnixCall call, HttpRequest request, CallLimits limits, IOException writeFailure)
      throws IOException {
    try {
      return HttpAnswer.read(call, request, limits);
    } catch (IOException e) {
      writeFailure.addSuppressed(e);
      throw writeFailure;
    }
  }

  @Override
  public void close() {
    // Nothing is kept open between requests.
  }
}
