package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine.Sighting;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The same questions for Docker and for Podman behind its API. */
final class DockerInventory implements Inventory {
  /** Of a regular file (inode(7)). */
  private static final int EXECUTABLE = 0100755;

  /** What an engine writes for an image without a name. */
  private static final String NO_NAME = "<none>:<none>";

  private final DockerConnection connection;
  private final DockerErrors errors;

  /**
   * @param answerTime longest that the engine may take for one answer
   */
  DockerInventory(Path socket, Duration answerTime) {
    this.connection = new DockerConnection(socket, answerTime);
    this.errors = new DockerErrors(socket);
  }

  @Override
  public Premises premises() throws EngineException {
    return errors.attempt(
        "asking the engine where it is",
        () -> {
          JsonNode info = connection.get("/info");
          String directory = info.path("DockerRootDir").asText("");
          String runtime = info.path("DefaultRuntime").asText("");
          return new Premises(
              directory.isEmpty() ? Optional.empty() : Optional.of(directory),
              runtimeVersion(connection.get("/version"), runtime));
        });
  }

  /**
   * Docker lists a component {@code runc} with its number; Podman one {@code OCI Runtime (crun)},
   * with the words that the program prints, {@code crun version 1.8.1} first.
   */
  static Optional<String> runtimeVersion(JsonNode version, String runtime) {
    return StreamSupport.stream(version.path("Components").spliterator(), false)
        .filter(component -> isRuntime(component.path("Name").asText(), runtime))
        .map(component -> component.path("Version").asText().lines().findFirst().orElse(""))
        .map(words -> words.substring(words.lastIndexOf(' ') + 1))
        .filter(number -> !number.isEmpty())
        .findFirst();
  }

  private static boolean isRuntime(String component, String runtime) {
    return component.equals(runtime) || component.startsWith("OCI Runtime");
  }

  @Override
  public List<KeptContainer> containers(boolean measured) throws EngineException {
    List<KeptContainer> found = new ArrayList<>();
    for (String label : List.of(ContainerPlan.LABEL_RESULT, LABEL_HELLO)) {
      JsonNode all =
          listed(
              "listing our containers",
              DockerPaths.of("/containers/json").with("all", "true").with("size", measured),
              label);
      all.forEach(one -> found.add(container(one, measured)));
    }
    return found;
  }

  private JsonNode listed(String attempted, DockerPaths path, String label) throws EngineException {
    ObjectNode filters = JsonNodeFactory.instance.objectNode();
    filters.putArray("label").add(label);
    return errors.attempt(
        attempted, () -> connection.get(path.with("filters", DockerJson.text(filters)).toString()));
  }

  /** Docker leaves the size of an empty layer out. */
  private static KeptContainer container(JsonNode one, boolean measured) {
    Sighting seen = DockerReader.sighting(one);
    String name = one.path("Names").path(0).asText("");
    return new KeptContainer(
        seen.id(),
        name.startsWith("/") ? name.substring(1) : name,
        seen.status(),
        DockerReader.imageId(one.path("ImageID").asText()),
        seen.createdAt(),
        seen.labels(),
        measured ? OptionalLong.of(one.path("SizeRw").asLong()) : OptionalLong.empty());
  }

  @Override
  public List<KeptImage> images() throws EngineException {
    List<KeptImage> found = new ArrayList<>();
    errors
        .attempt("listing the images", () -> connection.get("/images/json"))
        .forEach(one -> found.add(image(one)));
    return found;
  }

  private static KeptImage image(JsonNode one) {
    return new KeptImage(
        DockerReader.imageId(one.path("Id").asText()),
        DockerReader.list(one.path("RepoTags")).stream()
            .filter(name -> !name.equals(NO_NAME))
            .toList(),
        Instant.ofEpochSecond(one.path("Created").asLong()),
        one.path("Size").asLong(),
        DockerReader.texts(one.path("Labels")));
  }

  @Override
  public List<KeptNetwork> networks() throws EngineException {
    List<KeptNetwork> found = new ArrayList<>();
    listed("listing our networks", DockerPaths.of("/networks"), DockerNetworks.LABEL)
        .forEach(
            one -> found.add(new KeptNetwork(one.path("Id").asText(), one.path("Name").asText())));
    return found;
  }

  @Override
  public String importProgram(String name, byte[] program, Map<String, String> labels)
      throws EngineException {
    DockerPaths path = DockerPaths.of("/images/create").with("fromSrc", "-");
    changes(name, labels).forEach(change -> path.with("changes", change));
    HttpRequest request =
        HttpRequest.post(
            path.toString(),
            Map.of("Content-Type", "application/x-tar"),
            out -> writeTar(name, program, out));
    return errors.attempt("importing an image", () -> imported(request));
  }

  private static List<String> changes(String name, Map<String, String> labels) {
    List<String> changes = new ArrayList<>(List.of("CMD [\"/" + name + "\"]"));
    new TreeMap<>(labels).forEach((label, value) -> changes.add("LABEL " + label + "=" + value));
    return changes;
  }

  private static void writeTar(String name, byte[] program, OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setMode(EXECUTABLE);
    entry.setSize(program.length);
    tar.putArchiveEntry(entry);
    tar.write(program);
    tar.closeArchiveEntry();
    tar.finish();
  }

  /** The last line that it answers has the image's id. */
  private String imported(HttpRequest request) throws IOException {
    CallLimits limits = CallLimits.call(connection.callTime());
    try (HttpAnswer answer = connection.open(request, limits, null)) {
      DockerJsonLines lines = new DockerJsonLines(answer.body());
      String last = "";
      for (Optional<JsonNode> line = lines.next(); line.isPresent(); line = lines.next()) {
        last = line.get().path("status").asText(last);
      }
      if (last.isEmpty()) {
        throw new IOException("the engine's answer has no image in it");
      }
      return DockerReader.imageId(last.strip());
    }
  }

  @Override
  public boolean removeImage(String reference) throws EngineException {
    return removed("removing image " + reference, DockerPaths.image(reference, "").toString());
  }

  @Override
  public boolean removeNetwork(String id) throws EngineException {
    return removed("removing network " + id, DockerPaths.network(id).toString());
  }

  /**
   * Docker refuses with 409 what is in use, networks with 403; Podman a network with 500, and then
   * it is still there.
   */
  private boolean removed(String attempted, String path) throws EngineException {
    try {
      delete(path);
      return true;
    } catch (IOException | RuntimeException e) {
      int status = DockerErrors.status(e);
      if (status == DockerErrors.NOT_FOUND) {
        return true;
      }
      if (status == DockerErrors.CONFLICT || status == DockerErrors.FORBIDDEN) {
        return false;
      }
      if (status >= DockerErrors.SERVER_ERROR && isThere(attempted, path)) {
        return false;
      }
      throw errors.of(attempted, e);
    }
  }

  private void delete(String path) throws IOException {
    HttpRequest request = HttpRequest.withoutBody("DELETE", path, Map.of());
    connection.open(request, CallLimits.call(connection.callTime()), null).close();
  }

  private boolean isThere(String attempted, String path) throws EngineException {
    String look = path.startsWith("/images/") ? path + "/json" : path;
    return errors.attempt(attempted, () -> connection.find(look)).isPresent();
  }
}
