package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.engine.Engine.Change;
import net.boincwrapper.engine.Engine.ChangeKind;
import net.boincwrapper.engine.Engine.PathStat;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;

/** What differs between a container and its image, and what stands at its paths. */
final class DockerChanges {
  /** In base64, a JSON object; Podman sends it as well. */
  private static final String STAT = "X-Docker-Container-Path-Stat";

  /** {@code fs.ModeDir} and {@code fs.ModeSymlink} of Go, in which the engine writes a mode. */
  private static final long MODE_DIRECTORY = 1L << 31;

  private static final long MODE_LINK = 1L << 27;

  private final DockerConnection connection;
  private final DockerErrors errors;

  DockerChanges(DockerConnection connection, DockerErrors errors) {
    this.connection = connection;
    this.errors = errors;
  }

  List<Change> of(String id) throws EngineException {
    return errors.attempt("listing what container " + id + " has changed", () -> listed(id));
  }

  OptionalLong layerBytes(String id) throws EngineException {
    return errors.attempt(
        "measuring the layer of container " + id,
        () -> {
          JsonNode container =
              connection.get(DockerPaths.container(id, "/json").with("size", "1").toString());
          // Left out where it is nothing (omitempty).
          return container.has("SizeRootFs")
              ? OptionalLong.of(Math.max(0, container.path("SizeRw").asLong(0)))
              : OptionalLong.empty();
        });
  }

  /** The container first: of one that is gone, Podman says that a layer is not known (500). */
  private List<Change> listed(String id) throws IOException {
    JsonNode container = connection.get(DockerPaths.container(id, "/json").toString());
    return read(connection.get(DockerPaths.container(id, "/changes").toString()), container);
  }

  /**
   * The engine makes the points on which mounts stand, and what leads to them, in the container's
   * layer.
   *
   * @param changes null where there are none
   * @param container as inspected
   */
  static List<Change> read(JsonNode changes, JsonNode container) {
    Set<String> mounts = mountPoints(container);
    List<Change> read = new ArrayList<>();
    for (JsonNode change : changes) {
      String path = change.path("Path").asText();
      Optional<ChangeKind> kind = kind(change.path("Kind").asInt(-1));
      if (kind.isPresent() && !path.isEmpty() && !mounts.contains(path)) {
        read.add(new Change(path, kind.get()));
      }
    }
    return read;
  }

  private static Optional<ChangeKind> kind(int number) {
    return switch (number) {
      case 0 -> Optional.of(ChangeKind.MODIFIED);
      case 1 -> Optional.of(ChangeKind.ADDED);
      case 2 -> Optional.of(ChangeKind.DELETED);
      default -> Optional.empty();
    };
  }

  private static Set<String> mountPoints(JsonNode container) {
    Set<String> points = new HashSet<>();
    container.path("Mounts").forEach(mount -> addWithParents(points, mount.path("Destination")));
    JsonNode host = container.path("HostConfig");
    host.path("Mounts").forEach(mount -> addWithParents(points, mount.path("Target")));
    host.path("Tmpfs").fieldNames().forEachRemaining(point -> addWithParents(points, point));
    return points;
  }

  private static void addWithParents(Set<String> points, JsonNode point) {
    addWithParents(points, point.asText());
  }

  private static void addWithParents(Set<String> points, String point) {
    for (int end = point.length(); end > 0; end = point.lastIndexOf('/', end - 1)) {
      points.add(point.substring(0, end));
    }
  }

  /** Docker answers a HEAD without following a link, and says where it leads. */
  Optional<PathStat> stat(String id, String path) throws EngineException {
    String request = DockerPaths.container(id, "/archive").with("path", path).toString();
    try {
      return errors.attempt(
          "looking at " + path + " in container " + id, () -> head(HttpRequest.head(request)));
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<PathStat> head(HttpRequest request) throws IOException {
    try (HttpAnswer answer =
        connection.open(request, CallLimits.call(connection.callTime()), null)) {
      List<String> stat = answer.headers().getOrDefault(STAT, List.of());
      return stat.isEmpty()
          ? Optional.empty()
          : Optional.of(stat(DockerJson.read(Base64.getDecoder().decode(stat.get(0)))));
    }
  }

  static PathStat stat(JsonNode tree) {
    long mode = tree.path("mode").asLong();
    return new PathStat(
        tree.path("size").asLong(), (mode & MODE_DIRECTORY) != 0, (mode & MODE_LINK) != 0);
  }
}
