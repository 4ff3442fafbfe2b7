package net.boincwrapper.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.http.CallLimits;
import net.boincwrapper.engine.http.HttpAnswer;
import net.boincwrapper.engine.http.HttpRequest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads files of a container out of all that the engine exports of it. */
final class DockerExport {
  /** A gigabyte comes in a few seconds; a slow disk may take longer. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final DockerConnection connection;
  private final DockerErrors errors;

  DockerExport(DockerConnection connection, DockerErrors errors) {
    this.connection = connection;
    this.errors = errors;
  }

  Map<String, byte[]> files(String id, Predicate<String> wanted, long maxBytes)
      throws EngineException {
    HttpRequest request = HttpRequest.get(DockerPaths.container(id, "/export").toString());
    return errors.attempt(
        "reading the files of container " + id,
        () -> {
          try (HttpAnswer answer = connection.open(request, CallLimits.work(PATIENCE), null)) {
            return read(answer.body(), wanted, maxBytes);
          }
        });
  }

  /** Links, devices and what is too long are left out. */
  static Map<String, byte[]> read(InputStream tar, Predicate<String> wanted, long maxBytes)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(tar)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String path = "/" + entry.getName().replaceFirst("^(\\./|/)++", "");
        if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
          if (entry.getSize() <= maxBytes && wanted.test(path)) {
            files.put(path, in.readAllBytes());
          }
        }
      }
    }
    return files;
  }
}
