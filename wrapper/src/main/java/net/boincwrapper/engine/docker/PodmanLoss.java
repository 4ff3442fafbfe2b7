package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import net.boincwrapper.engine.Engine.ContainerInfo;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.procfs.ContainerGroups;
import net.boincwrapper.procfs.PidNamespace;
import net.boincwrapper.procfs.StatLine;

/**
 * Containers that are gone although Podman says that they run. Podman has no daemon that waits for
 * a container: its monitor, conmon, does, and writes a file with the exit code. As long as there is
 * no such file, Podman takes the container for running (4.3.1 to 5.8.2, {@code
 * libpod/container_internal.go:checkExitFile}); so where somebody has killed conmon as well, it
 * "runs" until it is removed (tried with 4.3.1).
 */
final class PodmanLoss {
  private final DockerConnection connection;
  private final Path proc;

  /**
   * @param proc where procfs is mounted
   */
  PodmanLoss(DockerConnection connection, Path proc) {
    this.connection = connection;
    this.proc = proc;
  }

  /**
   * Whether a container is one of them. Its first process may be hidden from this one, so Podman
   * has to miss it, too. A monitor that is still there has yet to write its file; one that is not
   * may have written it since Podman was asked.
   *
   * @param container one that Podman says is running
   */
  boolean isLost(ContainerInfo container) throws IOException {
    return container.pid() > 0
        && !shows(container)
        && !hasProcesses(container.id())
        && !hasMonitor(container.id())
        && state(container.id()).path("Status").asText().equals("running");
  }

  /** A process's number may have been reused. */
  private boolean shows(ContainerInfo container) {
    Path process = proc.resolve(String.valueOf(container.pid()));
    try {
      return !StatLine.read(process).isIn('Z')
          && (ContainerGroups.of(proc, container.pid(), container.id()).areNamed()
              || PidNamespace.isFirst(process));
    } catch (IOException e) {
      return false;
    }
  }

  /** Docker's document does not name it. */
  private boolean hasMonitor(String id) throws IOException {
    long monitor = state(id).path("ConmonPid").asLong();
    try {
      StatLine process = StatLine.read(proc.resolve(String.valueOf(monitor)));
      return process.name().equals("conmon") && !process.isIn('Z');
    } catch (IOException e) {
      return false;
    }
  }

  private JsonNode state(String id) throws IOException {
    return connection
        .find(DockerPaths.libpod(id, "/json").toString())
        .map(container -> container.path("State"))
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  /**
   * For a process that is gone, 4.3.1 answers with 200 and nothing (tried), 5.4.2 with 500 ({@code
   * pkg/api/handlers/compat/containers_top.go:TopContainer}). Unlike Docker's path, Podman's own
   * needs no program {@code ps}.
   */
  private boolean hasProcesses(String id) throws IOException {
    String path = DockerPaths.libpod(id, "/top").with("stream", "false").toString();
    CallLimits limits = CallLimits.call(connection.callTime());
    try (HttpAnswer answer = connection.open(HttpRequest.get(path), limits, null);
        InputStream body = answer.body()) {
      return body.read() >= 0;
    } catch (DockerException e) {
      return e.getHttpStatus() == DockerErrors.NOT_FOUND; // the next look will tell
    }
  }
}
