package net.boincwrapper.cli;

import java.nio.file.Path;
import java.util.List;

/** The file that was started. */
final class ThisProgram {
  /** Set by {@code bin/docker-wrapper} and the released executable to their own path. */
  private static final String PROPERTY = "docker-wrapper.launcher";

  private ThisProgram() {}

  /** How it is started again, without arguments. */
  static List<String> command() {
    String launcher = System.getProperty(PROPERTY);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return launcher == null
        ? List.of(java, "-cp", System.getProperty("java.class.path"), DockerWrapper.class.getName())
        : List.of(launcher);
  }

  /** The released executable, or the script of a checkout. */
  static Path file() {
    return Path.of(System.getProperty(PROPERTY, "bin/docker-wrapper"));
  }
}
