package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.Optional;
import net.boincwrapper.engine.Engine.Usage;
import net.boincwrapper.engine.EngineException;

/** One sample of a container's use of resources. */
final class DockerUsage {
  private final DockerConnection connection;
  private final DockerErrors errors;

  DockerUsage(DockerConnection connection, DockerErrors errors) {
    this.connection = connection;
    this.errors = errors;
  }

  Optional<Usage> of(String id) throws EngineException {
    return errors.attempt("measuring container " + id, () -> sample(id));
  }

  /** Without one-shot Docker takes two samples, a second apart, to tell a rate. */
  private Optional<Usage> sample(String id) throws IOException {
    String path =
        DockerPaths.container(id, "/stats")
            .with("stream", "false")
            .with("one-shot", "true")
            .toString();
    try {
      return read(connection.get(path));
    } catch (DockerException e) {
      if (DockerErrors.status(e) == DockerErrors.CONFLICT) {
        // Podman measures only what runs.
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A container that does not run has no memory figures. */
  static Optional<Usage> read(JsonNode stats) {
    JsonNode memory = stats.path("memory_stats");
    JsonNode cpu = stats.path("cpu_stats").path("cpu_usage").path("total_usage");
    if (!memory.path("usage").isNumber() || !cpu.isNumber()) {
      return Optional.empty();
    }
    long used = memory.path("usage").asLong();
    long workingSet = Math.max(0, used - inactiveFile(memory.path("stats")));
    return Optional.of(new Usage(cpu.asLong(), workingSet, memory.path("max_usage").asLong(0)));
  }

  /**
   * Page cache that the kernel would drop first: cgroup v1's name for the whole tree, then v2's.
   */
  private static long inactiveFile(JsonNode stats) {
    JsonNode v1 = stats.path("total_inactive_file");
    return (v1.isNumber() ? v1 : stats.path("inactive_file")).asLong(0);
  }
}
