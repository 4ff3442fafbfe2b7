package net.boincwrapper.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Says why a container's program could not be run. Without an init process the engine itself
 * complains; with one the container ends with 126 or 127, as a shell that misses some other program
 * does. The container's file system tells the two apart.
 */
final class DockerProgram {
  private static final int CANNOT_EXECUTE = 126;
  private static final int CANNOT_FIND = 127;

  private static final String DEFAULT_PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Whoever may run it: the bits of user, group and others. */
  private static final int ANY_EXECUTE_BIT = 0111;

  private enum Found {
    EXECUTABLE,
    NOT_EXECUTABLE,
    MISSING
  }

  private final DockerConnection connection;

  DockerProgram(DockerConnection connection) {
    this.connection = connection;
  }

  /** Whether an exit code can mean that the program could not be run. */
  static boolean suspicious(int exitCode) {
    return exitCode == CANNOT_EXECUTE || exitCode == CANNOT_FIND;
  }

  /**
   * The complaint about the program of a container that is not running; empty string: none, or the
   * engine cannot look.
   *
   * @param inspected the engine's document about the container
   */
  String complaint(JsonNode inspected) throws IOException {
    String program = inspected.path("Path").asText();
    try {
      return switch (find(program, inspected)) {
        case EXECUTABLE -> "";
        case NOT_EXECUTABLE -> "its program " + program + " is not executable";
        case MISSING -> "its program " + program + " is not in the container";
      };
    } catch (DockerException e) {
      return "";
    }
  }

  private Found find(String program, JsonNode inspected) throws IOException {
    Found best = Found.MISSING;
    for (String place : places(program, inspected.path("Config"))) {
      int mode = mode(inspected.path("Id").asText(), place);
      if (mode >= 0 && (mode & ANY_EXECUTE_BIT) != 0) {
        return Found.EXECUTABLE;
      }
      best = mode >= 0 ? Found.NOT_EXECUTABLE : best;
    }
    return best;
  }

  /**
   * A relative path is the working directory's, which the engine does not know when it is asked.
   */
  static List<String> places(String program, JsonNode config) {
    if (program.startsWith("/")) {
      return List.of(program);
    }
    if (program.indexOf('/') >= 0) {
      return List.of(config.path("WorkingDir").asText("") + "/" + program);
    }
    List<String> environment = DockerReader.list(config.path("Env"));
    String path =
        environment.stream().filter(e -> e.startsWith("PATH=")).findFirst().orElse(DEFAULT_PATH);
    List<String> places = new ArrayList<>();
    for (String directory : path.substring("PATH=".length()).split(":", -1)) {
      places.add(directory + "/" + program);
    }
    return places;
  }

  /** Permission bits of a file in the container; -1 where there is none. */
  private int mode(String id, String file) throws IOException {
    String path = DockerPaths.container(id, "/archive").with("path", file).toString();
    try (HttpAnswer answer =
        connection.open(HttpRequest.head(path), CallLimits.call(connection.callTime()), null)) {
      List<String> stat = answer.headers().getOrDefault("X-Docker-Container-Path-Stat", List.of());
      String json = stat.isEmpty() ? "e30=" : stat.get(0);
      return DockerJson.read(Base64.getDecoder().decode(json)).path("mode").asInt(-1);
    } catch (DockerException e) {
      if (DockerErrors.status(e) == DockerErrors.NOT_FOUND) {
        return -1;
      }
      throw e;
    }
  }
}
