package net.boincwrapper.engine.podman;

import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an author's service has its files: short paths, gone after a boot. */
final class AuthorDirectory {
  private AuthorDirectory() {}

  static Path of(Map<String, String> environment, int user, FileSystem files) {
    return runtimeDirectory(environment, user, files)
        .map(directory -> directory.resolve("docker-wrapper"))
        .orElseGet(() -> ServicePlace.nearby(files, user))
        .resolve("podman");
  }

  private static Optional<Path> runtimeDirectory(
      Map<String, String> environment, int user, FileSystem files) {
    List<String> directories =
        user == 0
            ? List.of("/run")
            : List.of(environment.getOrDefault("XDG_RUNTIME_DIR", ""), "/run/user/" + user);
    return directories.stream()
        .filter(directory -> directory.startsWith("/"))
        .map(files::getPath)
        .filter(directory -> Files.isDirectory(directory) && Files.isWritable(directory))
        .findFirst();
  }
}
