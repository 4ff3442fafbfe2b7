package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.EngineException.Kind;
import net.boincwrapper.engine.PlainText;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.engine.http.UnixCall;
import org.jspecify.annotations.Nullable;

/**
 * Turns what goes wrong into {@link EngineException}s: by status and root cause. The engine's own
 * words are for people, and never looked at.
 */
final class DockerErrors {
  static final int NOT_MODIFIED = 304;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;

  /** And above it. */
  static final int SERVER_ERROR = 500;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private static final int SHOWN = 600;

  private final Path socket;

  DockerErrors(Path socket) {
    this.socket = socket;
  }

  /** Something that talks to the engine. */
  @FunctionalInterface
  interface Act<T> {
    T run() throws IOException;
  }

  /** Does it, and classifies what goes wrong. */
  <T> T attempt(String attempted, Act<T> act) throws EngineException {
    try {
      return act.run();
    } catch (IOException | RuntimeException e) {
      throw of(attempted, e);
    }
  }

  /** The status that the engine refused with; 0 where it did not answer. */
  static int status(Exception e) {
    return rootCause(e) instanceof DockerException refusal ? refusal.getHttpStatus() : 0;
  }

  /**
   * Classifies a failure.
   *
   * @param attempted such as {@code starting container c1}
   */
  EngineException of(String attempted, Exception e) {
    Throwable cause = rootCause(e);
    if (cause instanceof DockerException refusal) {
      return refused(attempted, refusal);
    }
    if (cause instanceof UnixCall.CancelledException) {
      return new EngineException(Kind.CANCELLED, attempted + ": given up as told", e);
    }
    HttpRequest.UnreadableBodyException unreadable =
        find(e, HttpRequest.UnreadableBodyException.class);
    if (unreadable != null) {
      return new EngineException(
          Kind.FINAL, attempted + ": cannot read what to send: " + reason(unreadable), e);
    }
    if (cause instanceof JsonProcessingException || cause instanceof IOException) {
      return new EngineException(Kind.UNREACHABLE, attempted + ": " + unreachable(cause), e);
    }
    return new EngineException(
        Kind.FINAL, attempted + ": an error of docker-wrapper's own: " + cause, e);
  }

  /** The engine's answer where it is not a refusal but a report of failure. */
  static EngineException reported(Kind kind, String attempted, String report) {
    return new EngineException(kind, attempted + ": the engine says: " + shortened(report));
  }

  /** What the engine has said when it refused; empty where it did not answer. */
  String words(EngineException e) {
    return rootCause(e) instanceof DockerException refusal ? words(refusal) : "";
  }

  /** What the engine says in a refusal, in one line. */
  private String words(DockerException refusal) {
    String message = String.valueOf(refusal.getMessage());
    String prefix = "Status " + refusal.getHttpStatus() + ": ";
    String body = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    try {
      JsonNode tree = DockerJson.read(body.getBytes(StandardCharsets.UTF_8));
      return shortened(tree.path("message").asText(body));
    } catch (IOException e) {
      return shortened(body);
    }
  }

  private EngineException refused(String attempted, DockerException refusal) {
    int status = refusal.getHttpStatus();
    String message =
        "%s: the engine at %s refuses (%d): %s"
            .formatted(attempted, socket, status, words(refusal));
    return new EngineException(kindOf(status), message, refusal);
  }

  /** Server errors are the engine's trouble of the moment; other refusals are about the request. */
  private static Kind kindOf(int status) {
    if (status == NOT_FOUND) {
      return Kind.NOT_FOUND;
    }
    boolean forNow =
        status == CONFLICT
            || status == REQUEST_TIMEOUT
            || status == TOO_MANY_REQUESTS
            || status >= 500;
    return forNow ? Kind.RETRYABLE : Kind.FINAL;
  }

  private String unreachable(Throwable cause) {
    if (cause instanceof SocketTimeoutException) {
      return "the engine at %s hangs: %s; restart it".formatted(socket, cause.getMessage());
    }
    if (cause instanceof ProtocolException || cause instanceof JsonProcessingException) {
      return "what listens at %s does not speak an engine's protocol: %s"
          .formatted(socket, shortened(reason(cause)));
    }
    if (!Files.exists(socket)) {
      return "there is no engine at %s; start it, or name its socket in DOCKER_HOST"
          .formatted(socket);
    }
    if (!Files.isWritable(socket)) {
      return "this user may not use the engine at %s; add the user to the socket's group"
          .formatted(socket);
    }
    return "the engine at %s does not answer (%s); see whether it runs"
        .formatted(socket, reason(cause));
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** In one line. */
  static String shortened(String text) {
    String line = PlainText.of(text).strip().replace('\n', ' ').replace('\r', ' ');
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  private static Throwable rootCause(Throwable e) {
    Throwable cause = e;
    for (Throwable next = cause.getCause(); next != null; next = cause.getCause()) {
      cause = next;
    }
    return cause;
  }

  private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
