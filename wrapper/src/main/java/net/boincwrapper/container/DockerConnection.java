package net.boincwrapper.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one engine: docker-java's typed commands for what changes something, and plain
 * requests whose documents are trees for what asks or lasts, and for the one command whose document
 * is large ({@link DockerCreate}). docker-java's classes for these cost more start-up time than the
 * engine's work, and its streams cannot be ended before the engine has begun to answer, nor tell an
 * end from a break.
 *
 * <p>Whatever the engine refuses is a {@link DockerException} with its status, either way.
 */
final class DockerConnection {
  /** Enough for a create on a slow disk; an engine that is silent for longer hangs. */
  static final Duration CALL_TIME = Duration.ofSeconds(60);

  private static final int REFUSAL_BYTES = 64 << 10;

  private final UnixSocketTransport transport;
  private final ObjectMapper mapper;
  private final DockerConfig config;
  private final DockerClient client;
  private final Duration callTime;

  DockerConnection(Path socket, Duration callTime) {
    this.callTime = callTime;
    this.mapper = DockerClientConfig.getDefaultObjectMapper();
    this.transport = new UnixSocketTransport(socket, callTime);
    this.config = new DockerConfig(socket, mapper);
    this.client = DockerClientImpl.getInstance(config, transport);
  }

  Path socket() {
    return transport.socket();
  }

  Duration callTime() {
    return callTime;
  }

  DockerClient client() {
    return client;
  }

  /** docker-java for a call that may take longer than others. */
  DockerClient clientWithin(Duration time) {
    return DockerClientImpl.getInstance(config, transport.within(time));
  }

  ObjectMapper mapper() {
    return mapper;
  }

  /** Asks for one document. */
  JsonNode get(String path) throws IOException {
    try (HttpAnswer answer = open(HttpRequest.get(path), CallLimits.call(callTime), null)) {
      return mapper.readTree(answer.body());
    }
  }

  /** Sends one document, and reads the one that comes back. */
  JsonNode post(String path, JsonNode document) throws IOException {
    HttpRequest request = HttpRequest.json(path, mapper.writeValueAsBytes(document));
    try (HttpAnswer answer = open(request, CallLimits.call(callTime), null)) {
      return mapper.readTree(answer.body());
    }
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
