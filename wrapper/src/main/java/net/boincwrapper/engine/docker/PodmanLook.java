package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.boincwrapper.time.HostClock;

/**
 * Looks at a container again after a refusal. While a container's first process is just ending,
 * Podman answers 500, because it reads that process's files: {@code read /proc/14430/cgroup: no
 * such process} (seen on 4.3.1, {@code libpod/container.go:cGroupPath}, of {@code
 * container_inspect.go}). A moment later it knows of the end.
 */
final class PodmanLook {
  private static final int TRIES = 10;
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final DockerConnection connection;
  private final HostClock clock;

  PodmanLook(DockerConnection connection, HostClock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * Looks again for a second, if it has to.
   *
   * @param refusal the first
   * @return empty if there is no such container
   * @throws DockerException the last, if it is refused all the same
   */
  Optional<JsonNode> again(String path, DockerException refusal) throws IOException {
    DockerException last = refusal;
    for (int i = 0; i < TRIES && isPassing(last); i++) {
      rest(last);
      try {
        return connection.find(path);
      } catch (DockerException e) {
        last = e;
      }
    }
    throw last;
  }

  private boolean isPassing(DockerException refusal) throws IOException {
    return refusal.getHttpStatus() >= DockerErrors.SERVER_ERROR && connection.isPodman();
  }

  private void rest(DockerException refusal) {
    try {
      clock.sleep(MOMENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal;
    }
  }
}
