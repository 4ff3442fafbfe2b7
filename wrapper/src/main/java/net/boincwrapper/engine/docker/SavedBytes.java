package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;

/** What an engine writes of an image: {@code docker save}, for an author. */
public final class SavedBytes {
  private SavedBytes() {}

  /** Takes the bytes. */
  @FunctionalInterface
  public interface Taker<T> {
    T take(InputStream bytes) throws IOException;
  }

  /**
   * Lets somebody take an image's bytes, as they come.
   *
   * @param environment by which the engine is found
   * @param longest for all of it
   * @throws IOException that the taker has thrown, or where the answer breaks off
   */
  public static <T> T of(
      Map<String, String> environment, String image, Duration longest, Taker<T> taker)
      throws EngineException, IOException {
    Path socket = Engines.socket(environment);
    DockerConnection connection = new DockerConnection(socket, DockerConnection.CALL_TIME);
    String path = DockerPaths.image(image, "/get").toString();
    HttpAnswer answer =
        new DockerErrors(socket)
            .attempt(
                "saving image " + image,
                () -> connection.open(HttpRequest.get(path), CallLimits.work(longest), null));
    try (answer) {
      return taker.take(answer.body());
    }
  }
}
