package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.util.Optional;
import net.boincwrapper.engine.Engine.Ownership;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Who owns a directory or a file of a container. */
final class DockerOwnership {
  private static final int PERMISSIONS = 0777;

  private final DockerConnection connection;
  private final DockerErrors errors;

  DockerOwnership(DockerConnection connection, DockerErrors errors) {
    this.connection = connection;
    this.errors = errors;
  }

  /**
   * The engine packs the directory; its own entry is the first, and no more is read. (The answer's
   * header has no owner.) With the dot Docker follows a link; Podman follows it in any case, and
   * leaves the directory's own entry out where there is a dot. A file has no dot below it: Docker
   * 20.10 answers 500 then.
   */
  Optional<Ownership> of(String id, String path) throws EngineException {
    try {
      return errors.attempt(
          "looking at " + path + " in container " + id,
          () -> connection.isPodman() ? first(id, path) : followed(id, path));
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Ownership> followed(String id, String path) throws IOException {
    try {
      return first(id, path + "/.");
    } catch (IOException | RuntimeException e) {
      int status = DockerErrors.status(e);
      if (status == 0 || status == DockerErrors.NOT_FOUND) {
        throw e;
      }
      return first(id, path);
    }
  }

  private Optional<Ownership> first(String id, String whole) throws IOException {
    String path = DockerPaths.container(id, "/archive").with("path", whole).toString();
    CallLimits limits = CallLimits.work(connection.callTime());
    HttpAnswer answer = connection.open(HttpRequest.get(path), limits, null);
    try (answer) {
      // Not closed: that would read the rest.
      TarArchiveEntry entry = new TarArchiveInputStream(answer.body()).getNextEntry();
      return entry == null
          ? Optional.empty()
          : Optional.of(
              new Ownership(
                  (int) entry.getLongUserId(),
                  (int) entry.getLongGroupId(),
                  entry.getMode() & PERMISSIONS));
    }
  }
}
