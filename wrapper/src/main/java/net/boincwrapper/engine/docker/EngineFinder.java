package net.boincwrapper.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineException;

/** Finds the socket of the engine: the one that the environment names, else the usual places. */
final class EngineFinder {
  private static final String UNIX = "unix://";

  private final Map<String, String> environment;
  private final Optional<Kind> preferred;
  private final String runtimeDirectory;

  /**
   * @param userId effective user of this process
   * @param preferred the client's choice, tried first
   */
  EngineFinder(Map<String, String> environment, int userId, Optional<Kind> preferred) {
    this.environment = environment;
    this.preferred = preferred;
    this.runtimeDirectory = environment.getOrDefault("XDG_RUNTIME_DIR", "/run/user/" + userId);
  }

  /**
   * The first socket that answers.
   *
   * @throws EngineException {@code FINAL} where the environment names no unix socket, {@code
   *     UNREACHABLE} where none answers
   */
  Path find(Predicate<Path> answers) throws EngineException {
    Optional<Path> named = named();
    if (named.isPresent()) {
      return named.get();
    }
    List<Path> usual = usual();
    return usual.stream().filter(answers).findFirst().orElseThrow(() -> noneAnswers(usual));
  }

  private static EngineException noneAnswers(List<Path> usual) {
    String places = usual.stream().map(EngineFinder::described).collect(Collectors.joining(", "));
    return new EngineException(
        EngineException.Kind.UNREACHABLE,
        "looking for a container engine: none answers at "
            + places
            + "; start Docker or Podman's socket, or name another in DOCKER_HOST (unix:///path)");
  }

  private static String described(Path socket) {
    boolean forbidden = Files.exists(socket) && !Files.isWritable(socket);
    return forbidden
        ? socket + " (this user may not use it: see the socket's group)"
        : socket.toString();
  }

  private Optional<Path> named() throws EngineException {
    List<String> variables = inOrder(List.of("DOCKER_HOST"), List.of("CONTAINER_HOST"));
    for (String variable : variables) {
      String host = environment.getOrDefault(variable, "");
      if (host.startsWith(UNIX + "/")) {
        return Optional.of(Path.of(host.substring(UNIX.length())));
      }
      if (!host.isEmpty()) {
        throw noUnixSocket(variable, host);
      }
    }
    return Optional.empty();
  }

  private static EngineException noUnixSocket(String variable, String host) {
    return new EngineException(
        EngineException.Kind.FINAL,
        "looking for a container engine: %s=%s is no unix socket; only an engine on this host can"
                .formatted(variable, host)
            + " mount the slot: unset the variable, or give it as unix:///path");
  }

  private List<Path> usual() {
    return inOrder(
        List.of(Path.of("/var/run/docker.sock"), Path.of(runtimeDirectory, "docker.sock")),
        List.of(
            Path.of(runtimeDirectory, "podman", "podman.sock"),
            Path.of("/run/podman/podman.sock")));
  }

  private <T> List<T> inOrder(List<T> docker, List<T> podman) {
    boolean podmanFirst = preferred.filter(kind -> kind == Kind.PODMAN).isPresent();
    List<T> all = new ArrayList<>(podmanFirst ? podman : docker);
    all.addAll(podmanFirst ? docker : podman);
    return all;
  }
}
