package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientImpl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The two ways to one engine: docker-java's typed commands, and plain requests whose documents are
 * trees. Which verb goes which way, and why, the package tells.
 *
 * <p>Whatever the engine refuses is a {@link DockerException} with its status, either way.
 */
final class DockerConnection {
  /** Enough for a create on a slow disk; an engine that is silent for longer hangs. */
  static final Duration CALL_TIME = Duration.ofSeconds(60);

  private static final String PODMAN_HEADER = "Libpod-API-Version";

  private static final String API_HEADER = "Api-Version";

  private static final int REFUSAL_BYTES = 64 << 10;

  private final UnixSocketTransport transport;
  private final DockerConfig config;
  private final Duration callTime;
  private volatile @Nullable Boolean podman;

  DockerConnection(Path socket, Duration callTime) {
    this(socket, callTime, null);
  }

  DockerConnection(Path socket, Duration callTime, UnixSocketTransport.@Nullable Revival revival) {
    this.callTime = callTime;
    this.transport = new UnixSocketTransport(socket, callTime, revival);
    this.config = new DockerConfig(socket);
  }

  Path socket() {
    return transport.socket();
  }

  Duration callTime() {
    return callTime;
  }

  /** Whether Podman answers here, which says its version in a header of each answer. */
  boolean isPodman() throws IOException {
    if (podman == null) {
      ping();
    }
    Boolean known = podman;
    return known != null && known;
  }

  /** The newest version of Docker's API that it speaks, by one of its answers; empty: unknown. */
  static String api(HttpAnswer answer) {
    return String.join("", answer.headers().getOrDefault(API_HEADER, List.of()));
  }

  private void ping() throws IOException {
    try {
      open(HttpRequest.get("/_ping"), CallLimits.call(callTime), null).close();
    } catch (DockerException e) {
      // A refusal has the header, too.
    }
  }

  /** Made for each command, as nothing is kept in it: a task that just starts needs none. */
  DockerClient client() {
    return DockerClientImpl.getInstance(config, transport);
  }

  /** docker-java for a call that may take longer than others. */
  DockerClient clientWithin(Duration time) {
    return DockerClientImpl.getInstance(config, transport.within(time));
  }

  /** Asks for one document. */
  JsonNode get(String path) throws IOException {
    try (HttpAnswer answer = open(HttpRequest.get(path), CallLimits.call(callTime), null)) {
      return DockerJson.read(answer.body());
    }
  }

  /** Sends one document, and reads the one that comes back. */
  JsonNode post(String path, JsonNode document) throws IOException {
    HttpRequest request = HttpRequest.json(path, DockerJson.bytes(document));
    try (HttpAnswer answer = open(request, CallLimits.call(callTime), null)) {
      return DockerJson.read(answer.body());
    }
  }

  /** Sends a command without a document, whose answer has none. */
  void post(String path) throws IOException {
    open(HttpRequest.post(path), CallLimits.call(callTime), null).close();
  }

  /** Asks for one document that may not be there. */
  Optional<JsonNode> find(String path) throws IOException {
    try {
      return Optional.of(get(path));
    } catch (DockerException e) {
      if (e.getHttpStatus() == DockerErrors.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Sends a request; the caller closes the answer.
   *
   * @throws DockerException where the engine answers with a status that is not 2xx
   */
  HttpAnswer open(HttpRequest request, CallLimits limits, @Nullable BooleanSupplier cancel)
      throws IOException {
    HttpAnswer answer = transport.exchange(request, limits, cancel);
    podman = answer.headers().containsKey(PODMAN_HEADER);
    int status = answer.status();
    if (status / 100 == 2) {
      return answer;
    }
    try (answer;
        InputStream body = answer.body()) {
      throw new DockerException(
          new String(body.readNBytes(REFUSAL_BYTES), StandardCharsets.UTF_8), status);
    }
  }
}
