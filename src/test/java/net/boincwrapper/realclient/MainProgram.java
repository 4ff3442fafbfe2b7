package net.boincwrapper.realclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.boincwrapper.harness.BuiltJar;
import net.boincwrapper.project.ApiVersion;
import net.boincwrapper.project.ProjectFile;

/**
 * The executable that the client launches, a file in the project's directory like any other.
 *
 * @param file what the property {@code docker-wrapper.program} names, such as the released
 *     executable; else {@code bin/docker-wrapper}, the script of a checkout
 * @param environment what it needs to be told: a script away from its checkout must hear of its jar
 */
record MainProgram(ProjectFile file, Map<String, String> environment) {
  private static final String NAME = "docker_wrapper_1_x86_64-pc-linux-gnu";

  static MainProgram underTest() throws IOException {
    String named = System.getProperty("docker-wrapper.program", "");
    if (!named.isEmpty()) {
      return new MainProgram(new ProjectFile(NAME, Files.readAllBytes(Path.of(named))), Map.of());
    }
    Path home = Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();
    byte[] script = Files.readAllBytes(home.resolve("bin").resolve("docker-wrapper"));
    Map<String, String> environment =
        Map.of(
            "DOCKER_WRAPPER_JAR", BuiltJar.FOR_ALL_USERS.toString(),
            "JAVA_HOME", System.getProperty("java.home"));
    return new MainProgram(new ProjectFile(NAME, script), environment);
  }

  /** As a server finds it. */
  String apiVersion() {
    return ApiVersion.of(file)
        .orElseThrow(() -> new AssertionError("the main program states no version of BOINC's API"));
  }
}
