package net.boincwrapper.cli;

import java.nio.file.Path;

/** The file that was started. */
final class ThisProgram {
  /** Set by {@code bin/docker-wrapper} and the released executable to their own path. */
  private static final String PROPERTY = "docker-wrapper.launcher";

  private ThisProgram() {}

  /** The released executable, or the script of a checkout. */
  static Path file() {
    return Path.of(System.getProperty(PROPERTY, "bin/docker-wrapper"));
  }
}
