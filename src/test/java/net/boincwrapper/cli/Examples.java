package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The jobs in {@code examples}, each as a copy that a test may change. */
final class Examples {
  private Examples() {}

  /**
   * Copies an example.
   *
   * @param parent of the copy, which is made if need be
   * @return the copy, named like the example
   */
  static Path copy(String name, Path parent) throws IOException {
    Path example = Path.of(System.getProperty("docker-wrapper.home", "."), "examples", name);
    Path job = Files.createDirectories(parent.resolve(name));
    try (Stream<Path> files = Files.list(example)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, job.resolve(file.getFileName()));
      }
    }
    return job;
  }
}
