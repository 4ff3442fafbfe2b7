package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import net.boincwrapper.engine.program.ContainerFile;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Looks at files of a container, its mounts included, by way of the engine. */
public final class DockerFiles {
  /** Enough for the first line of a script, and for what an executable says of itself. */
  static final int HEAD = 8192;

  private static final String STAT = "X-Docker-Container-Path-Stat";
  private static final int MOST_LINKS = 8;

  private final DockerConnection connection;

  DockerFiles(DockerConnection connection) {
    this.connection = connection;
  }

  /** The beginning of a file; empty where there is none. */
  Optional<ContainerFile> read(String id, String file) throws IOException {
    String path = file;
    for (int links = 0; links < MOST_LINKS; links++) {
      String request = DockerPaths.container(id, "/archive").with("path", path).toString();
      try (HttpAnswer answer =
          connection.open(HttpRequest.get(request), CallLimits.call(connection.callTime()), null)) {
        JsonNode stat = stat(answer);
        String target = stat.path("linkTarget").asText();
        if (target.isEmpty() || target.equals(path)) {
          byte[] head = head(answer.body());
          return Optional.of(
              new ContainerFile(
                  path, stat.path("mode").asLong(), stat.path("size").asLong(), head));
        }
        path = target;
      } catch (DockerException e) {
        if (DockerErrors.status(e) == DockerErrors.NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    }
    return Optional.empty();
  }

  private static JsonNode stat(HttpAnswer answer) throws IOException {
    List<String> stat = answer.headers().getOrDefault(STAT, List.of());
    return DockerJson.read(Base64.getDecoder().decode(stat.isEmpty() ? "e30=" : stat.get(0)));
  }

  /** The first bytes of the first file of a tar. Not closed: that would read the rest. */
  private static byte[] head(InputStream tar) throws IOException {
    TarArchiveInputStream files = new TarArchiveInputStream(tar);
    return files.getNextEntry() == null ? new byte[0] : files.readNBytes(HEAD);
  }
}
