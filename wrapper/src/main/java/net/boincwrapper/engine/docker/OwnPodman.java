package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.podman.PodmanService;

/**
 * The engine where no socket of the host's answers: a service of Podman's that is started for its
 * user. No class of it is loaded elsewhere.
 */
final class OwnPodman {
  private OwnPodman() {}

  /** Starts the service, if that may be and need be; then the sockets that come after it. */
  static DockerEngine connect(EngineFinder finder, PodmanService service) throws EngineException {
    EngineException why = null;
    if (finder.mayStartPodman(Files::exists)) {
      try {
        Optional<Path> socket = service.provide();
        if (socket.isPresent()) {
          return open(socket.get(), service);
        }
        why = finder.noneAnswers();
      } catch (EngineException e) {
        why = e;
      }
    } else {
      why = finder.awayFor();
    }
    Optional<Path> last = finder.last(Engines::accepts);
    if (last.isEmpty()) {
      throw why;
    }
    return DockerEngine.open(last.get());
  }

  /** One that is there already. */
  static Optional<DockerEngine> running(PodmanService service) {
    return service.running().map(socket -> open(socket, service));
  }

  private static DockerEngine open(Path socket, PodmanService service) {
    return DockerEngine.open(socket, () -> revive(service));
  }

  /** It may have been killed, or have ended for want of connections. */
  private static void revive(PodmanService service) throws IOException {
    try {
      service.provide();
    } catch (EngineException e) {
      throw new IOException(e.getMessage()); // The cause of a failed call is an IOException.
    }
  }
}
