package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** By what a user's Podman finds its files, so far as another process can tell. */
final class PodmanEnvironment {
  private static final String RUNTIME = "XDG_RUNTIME_DIR";

  private PodmanEnvironment() {}

  /**
   * With the runtime directory that the user has, and a home.
   *
   * @param root of the host's file system
   * @param own environment of this process
   */
  static Map<String, String> of(Path root, EngineUser user, Map<String, String> own) {
    Map<String, String> all = new HashMap<>(user.isOurs() ? own : Map.of());
    if (all.getOrDefault("HOME", "").isEmpty()) {
      all.put("HOME", home(root, user.name()));
    }
    if (!all.getOrDefault(RUNTIME, "").startsWith("/")) {
      all.remove(RUNTIME);
      Stream.of("/run/user/" + user.id(), "/dev/shm/docker-wrapper-" + user.id())
          .filter(directory -> Files.isDirectory(root.resolve(directory.substring(1))))
          .findFirst()
          .ifPresent(directory -> all.put(RUNTIME, directory));
    }
    return all;
  }

  /** passwd(5). */
  private static String home(Path root, String name) {
    try {
      return Files.readAllLines(root.resolve("etc/passwd")).stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields[0].equals(name) && fields.length > 5)
          .map(fields -> fields[5])
          .findFirst()
          .orElse("/");
    } catch (IOException e) {
      return "/";
    }
  }
}
