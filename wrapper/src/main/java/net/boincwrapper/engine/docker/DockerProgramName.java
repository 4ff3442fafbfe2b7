package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program that a container was to run.
 *
 * @param name as the image or the job has it
 * @param byShell whether a shell was to find and run it, as CMD's shell form has it: that it is not
 *     there is then for the shell to say
 */
record DockerProgramName(String name, boolean byShell) {
  /** Podman names its init process as the program, and the program after two dashes. */
  private static final String PODMAN_INIT = "/run/podman-init";

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash");

  /** The first word of a script, if it is a path and needs no shell to be read. */
  private static final Pattern FIRST_WORD =
      Pattern.compile("\\s*(?:exec\\s+)?((?:/|\\./)[A-Za-z0-9_./+-]+)(?:\\s.*)?", Pattern.DOTALL);

  private static final String DEFAULT_PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * Reads it.
   *
   * @param inspected the engine's document about the container
   */
  static DockerProgramName of(JsonNode inspected) {
    String path = inspected.path("Path").asText();
    List<String> arguments = DockerReader.list(inspected.path("Args"));
    if (path.equals(PODMAN_INIT) && arguments.size() > 1 && arguments.get(0).equals("--")) {
      path = arguments.get(1);
      arguments = arguments.subList(2, arguments.size());
    }
    if (isShell(path) && arguments.size() > 1 && arguments.get(0).equals("-c")) {
      Matcher word = FIRST_WORD.matcher(arguments.get(1));
      if (word.matches()) {
        return new DockerProgramName(word.group(1), true);
      }
    }
    return new DockerProgramName(path, false);
  }

  private static boolean isShell(String path) {
    return SHELLS.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * Where a program may be, in the order in which it is looked for. A relative path is the working
   * directory's, which the engine does not know when it is asked.
   */
  static List<String> places(String program, JsonNode config) {
    if (program.startsWith("/")) {
      return List.of(program);
    }
    if (program.indexOf('/') >= 0) {
      return List.of(config.path("WorkingDir").asText("") + "/" + program);
    }
    Optional<String> path =
        DockerReader.list(config.path("Env")).stream()
            .filter(e -> e.startsWith("PATH="))
            .findFirst();
    List<String> places = new ArrayList<>();
    for (String directory : path.orElse(DEFAULT_PATH).substring("PATH=".length()).split(":", -1)) {
      places.add(directory + "/" + program);
    }
    return places;
  }
}
