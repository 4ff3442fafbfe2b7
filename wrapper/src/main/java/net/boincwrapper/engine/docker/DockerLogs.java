package net.boincwrapper.engine.docker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;

/** The last bytes of a container's output. */
final class DockerLogs {
  private final DockerConnection connection;
  private final DockerErrors errors;

  DockerLogs(DockerConnection connection, DockerErrors errors) {
    this.connection = connection;
    this.errors = errors;
  }

  byte[] tail(String id, int maxBytes) throws EngineException {
    if (maxBytes <= 0) {
      return new byte[0];
    }
    return errors.attempt(
        "reading the log of container " + id,
        () -> {
          String path = lines(id, maxBytes).toString();
          CallLimits limits = CallLimits.work(connection.callTime());
          try (HttpAnswer answer = connection.open(HttpRequest.get(path), limits, null)) {
            return tail(answer.body(), maxBytes);
          }
        });
  }

  /**
   * A line has at least one byte, so as many lines as bytes are enough. Podman puts what was
   * written without a line end into the wrong line when it is asked for the last ones, or drops it
   * (4.3.1, {@code libpod/logs/log.go:getTailLog}); all that it keeps is bounded, see {@link
   * DockerCreate}.
   */
  private DockerPaths lines(String id, int most) throws IOException {
    DockerPaths all =
        DockerPaths.container(id, "/logs").with("stdout", "true").with("stderr", "true");
    return connection.isPodman() ? all : all.with("tail", most);
  }

  /**
   * The last bytes of a multiplexed stream. Each frame has a head of 8 bytes: the stream (1:
   * standard output, 2: standard error), three zeros, the length (big endian).
   */
  static byte[] tail(InputStream body, int maxBytes) throws IOException {
    DataInputStream in = new DataInputStream(body);
    TailBuffer tail = new TailBuffer(maxBytes);
    byte[] piece = new byte[8192];
    while (in.read() >= 0) {
      in.readFully(piece, 0, 3);
      long left = Integer.toUnsignedLong(in.readInt());
      while (left > 0) {
        int count = in.read(piece, 0, (int) Math.min(left, piece.length));
        if (count < 0) {
          throw new EOFException("the log ends within a frame");
        }
        tail.append(piece, count);
        left -= count;
      }
    }
    return tail.bytes();
  }
}
