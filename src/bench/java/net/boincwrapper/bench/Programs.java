package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the executables to measure. */
final class Programs {
  private static final String BUNDLES = "docker_wrapper_*_x86_64-pc-linux-gnu";

  private final Path home;
  private final Map<String, String> environment;

  /**
   * @param home of the checkout
   */
  Programs(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** What {@code WRAPPER} names, else the bundle, else the script that starts the jar. */
  Wrapper ours() throws IOException {
    Optional<Path> named = named("WRAPPER");
    Path program = named.isPresent() ? named.get() : bundle().orElse(script());
    return new Wrapper(Subject.OURS, program);
  }

  /** What {@code PEER} names, if it does. */
  Optional<Wrapper> peer() {
    String name = environment.getOrDefault("PEER_NAME", "peer");
    return named("PEER").map(program -> new Wrapper(name, program));
  }

  /** Whether Java is not part of it. */
  boolean isForDevelopment(Wrapper wrapper) {
    return wrapper.program().equals(script());
  }

  /** Whether it is a bundle of this checkout that was made before its sources were changed last. */
  boolean isOutdated(Wrapper wrapper) throws IOException {
    return bundle().filter(wrapper.program()::equals).isPresent()
        && (hasNewer(home.resolve("wrapper/src/main"), wrapper.program())
            || hasNewer(home.resolve("slot-layout/src/main"), wrapper.program()));
  }

  private static boolean hasNewer(Path directory, Path than) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(directory)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (isNewer(file, than)) {
        return true;
      }
    }
    return false;
  }

  /** For people: the last part of its path, and how large it is in bytes. */
  static String words(Wrapper wrapper) throws IOException {
    String bytes = String.format(Locale.ROOT, "%,d bytes", Files.size(wrapper.program()));
    return wrapper.program().getFileName() + " (" + bytes + ")";
  }

  private Optional<Path> named(String variable) {
    Optional<Path> named =
        Optional.ofNullable(environment.get(variable))
            .filter(value -> !value.isEmpty())
            .map(value -> home.resolve(value).toAbsolutePath());
    named
        .filter(path -> !Files.isExecutable(path))
        .ifPresent(
            path -> {
              throw new BenchException(variable + " names no executable file: " + path);
            });
    return named;
  }

  private Path script() {
    return home.resolve("bin").resolve("docker-wrapper").toAbsolutePath();
  }

  private Optional<Path> bundle() throws IOException {
    Path target = home.resolve("target");
    if (!Files.isDirectory(target)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(target, BUNDLES)) {
      Optional<Path> newest = Optional.empty();
      for (Path path : found) {
        if (newest.isEmpty() || isNewer(path, newest.get())) {
          newest = Optional.of(path.toAbsolutePath());
        }
      }
      return newest;
    }
  }

  private static boolean isNewer(Path one, Path other) throws IOException {
    return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) > 0;
  }
}
