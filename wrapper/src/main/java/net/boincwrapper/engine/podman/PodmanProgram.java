package net.boincwrapper.engine.podman;

import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Finds programs as a shell does. */
final class PodmanProgram {
  private PodmanProgram() {}

  /** The client's own way to it, too ({@code lib/hostinfo.cpp:docker_cli_prog}). */
  static Optional<Path> find(Map<String, String> environment, FileSystem files) {
    return find("podman", environment, files);
  }

  static Optional<Path> find(String name, Map<String, String> environment, FileSystem files) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(":", -1))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> files.getPath(directory, name))
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .findFirst();
  }
}
